package io.yizhan.partner;

/** Who answers, where, and under which agreement. */
public record Answerer(Partner partner, Endpoint endpoint, Agreement agreement) {}
