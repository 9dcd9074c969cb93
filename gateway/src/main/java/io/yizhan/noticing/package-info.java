/**
 * Whoever saved a profile is told of what is new for it: items of a feed that were published or changed since everybody was last told are judged
 * by every saved profile, and the gateway writes a message of its own of each that is for somebody now. Like {@code exchange} a place where the
 * capability rooms meet.
 *
 * <p>May know {@code dispatch}, {@code exchange} and the capability rooms. Answers no partner, opens no socket, and names no kind and no dialect.
 * What is known of somebody is opened here, in memory, and reaches no log and no message: these say which profile, and nothing of it.
 */
package io.yizhan.noticing;
