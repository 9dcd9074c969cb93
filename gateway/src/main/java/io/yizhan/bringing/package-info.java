/**
 * Whoever follows a feed and has not been sent what stands in it is brought it: who has only come to follow, for whom more is than before, and who
 * was away for longer than a delivery is tried. Like {@code exchange} a place where the capability rooms meet.
 *
 * <p>May know {@code dispatch}, {@code exchange} and the capability rooms. Answers no partner, opens no socket, and names no kind and no dialect.
 * It delivers nothing itself: what it brings goes through the outbox like what is published, in the order of each item and with the same evidence.
 */
package io.yizhan.bringing;
