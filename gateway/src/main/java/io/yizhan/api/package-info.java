/**
 * Partner HTTP other than exchanging, on the same router as the exchanges: the gate every request passes before it is read, and the gateway's
 * public keys.
 *
 * <p>May know {@code exchange} and {@code vocabulary}. Runs on the event loop, so it never waits for anything.
 */
package io.yizhan.api;
