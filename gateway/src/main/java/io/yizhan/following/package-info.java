/**
 * Partners that follow a feed by asking: what changed since they last asked, and by what both sides prove that they hold the same. Like
 * {@code exchange} a place where the capability rooms meet; apart from it, because nothing is accepted and nobody else is called.
 *
 * <p>May know {@code exchange} and the capability rooms. Opens no socket, waits for nobody, and names no kind and no dialect. What it tells is
 * what publishers want known; a look at it is a line in the log and no entry in the ledger, a refusal is both.
 */
package io.yizhan.following;
