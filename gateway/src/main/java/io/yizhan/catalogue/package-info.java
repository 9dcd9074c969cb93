/**
 * Items found again: an index of one kind's published items on this node's disk, searched, counted, laid side by side, matched with profiles and
 * judged for their quality.
 *
 * <p>May know {@code vocabulary}, and {@code eligibility}, which judges. Keeps nothing that is not somewhere else: it is built from changes, can be
 * thrown away and built anew. Two of them that have come to the same change give the same answers. Knows no kind: where things stand in an item
 * it is told by a {@link io.yizhan.catalogue.Layout}.
 */
package io.yizhan.catalogue;
