/**
 * Dialect to canonical and back: envelopes, code tables and mappings, all read from files. Pure: the same text gives the same text.
 *
 * <p>May know {@code vocabulary}. Knows no clock, no network and no name of a dialect or kind. Validates nothing against a schema, and never
 * passes on a code it does not know. The mapping engine (JSLT) is seen by {@link io.yizhan.mapping.Mapping}, {@link io.yizhan.mapping.Functions}
 * and {@link io.yizhan.mapping.CallSites} only.
 */
package io.yizhan.mapping;
