/**
 * Dialect to canonical and back: envelopes, code tables and mappings, all read from files. Pure: the same text gives the same text.
 *
 * <p>May know {@code vocabulary}. Knows no clock, no network and no name of a dialect or kind.
 */
package io.yizhan.mapping;
