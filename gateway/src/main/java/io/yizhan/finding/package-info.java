/**
 * Partners look for items of a feed, lay them side by side, and find what there is for somebody. Like {@code exchange} a place where the
 * capability rooms meet; apart from it, because nothing is accepted and nobody else is called.
 *
 * <p>May know {@code exchange} and the capability rooms. Opens no socket, waits for nobody, and names no kind and no dialect. Whoever may
 * publish or follow a kind may look; what is shown is what its schema marks for everybody. Of whom something is sought for nothing is kept, and
 * nothing of it reaches a log.
 */
package io.yizhan.finding;
