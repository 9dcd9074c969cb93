/**
 * Items that are published, replaced by newer versions and withdrawn: what there is, in which order it came to be, and by what two sides can
 * prove that they hold the same; and which version of each was last sent to whom. Kept in PostgreSQL; deleting an item leaves a tombstone, so
 * that whoever follows learns of it.
 *
 * <p>May know {@code vocabulary}, {@code store} and {@code eligibility}. Delivers nothing, knows no agreement and no dialect, and is told by its caller where in an
 * item its id, version and facets stand.
 */
package io.yizhan.feed;
