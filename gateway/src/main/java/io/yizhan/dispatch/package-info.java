/**
 * The second half of what is accepted durably: from the outbox to those who must get it, and what became of it. Like {@code exchange} a place
 * where the capability rooms meet; apart from it, because nothing here waits for a caller.
 *
 * <p>The straight line: relay (ids to the bus) → expand (one delivery for each target) → claim → translate → attempt (on disk before the call)
 * → settle. May know {@code exchange} and every capability room. Knows neither Camel nor the settings file, opens no socket, and names no kind
 * and no dialect.
 */
package io.yizhan.dispatch;
