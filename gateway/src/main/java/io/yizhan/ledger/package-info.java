/**
 * Append-only evidence: one entry per step that mattered.
 *
 * <p>May know {@code vocabulary} and {@code store}. Never changes or deletes an entry, and carries no payload, only digests of it.
 */
package io.yizhan.ledger;
