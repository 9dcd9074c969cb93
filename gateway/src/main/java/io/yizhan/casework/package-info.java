/**
 * The case with several parties: what was told about it, which steps are legal, who must hear of them, and the clock of working days.
 *
 * <p>May know {@code vocabulary} and {@code store}. Knows no kind's words, sends nothing, reads no payload, and forgets nothing that was told
 * out of turn: the state of a case is what the set of everything told comes to, in whatever order it arrived.
 */
package io.yizhan.casework;
