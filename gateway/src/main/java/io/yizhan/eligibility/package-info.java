/**
 * Whom something is for: judges somebody, of whom some is known and some is not, by conditions that are data, says why, and asks what would tell
 * more.
 *
 * <p>May know {@code vocabulary}. Every verdict has three values: what is not known is never taken for a no, and what cannot be judged never for
 * a yes. Keeps nothing of anybody.
 */
package io.yizhan.eligibility;
