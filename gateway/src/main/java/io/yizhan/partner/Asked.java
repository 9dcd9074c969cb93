package io.yizhan.partner;

import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;

/**
 * What the registry needs to know of a request to find who answers it.
 *
 * @param authority what a nation-wide answerer is registered under, empty if not known
 * @param region in any written form, empty if not known
 */
public record Asked(PartnerId caller, Environment environment, String kind, String authority, String region, String purpose, String basis) {}
