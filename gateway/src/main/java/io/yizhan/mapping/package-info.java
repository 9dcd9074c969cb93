/**
 * Dialect to canonical and back: code tables and mappings, all read from files. Pure: the same text gives the same text.
 *
 * <p>May know {@code vocabulary} and {@code envelope}, which says what is put around the payloads translated here. Knows no clock, no network and no name of a dialect or kind. Validates nothing against a schema, and never
 * passes on a code it does not know. The mapping engine (JSLT) is seen by {@link io.yizhan.mapping.Mapping}, {@link io.yizhan.mapping.Functions}
 * and {@link io.yizhan.mapping.CallSites} only.
 */
package io.yizhan.mapping;
