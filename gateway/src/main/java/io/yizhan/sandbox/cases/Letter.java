package io.yizhan.sandbox.cases;

/** A message that came. @param id the sender's own, by which the same one is known when it comes again */
public record Letter(String id, Said said) {}
