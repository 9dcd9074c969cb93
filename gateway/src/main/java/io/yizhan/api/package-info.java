/**
 * The HTTP server partners knock at, and what they find on it besides exchanging: what every request and every connection has to keep to before
 * anybody knows whose it is, and the gateway's public keys.
 *
 * <p>May know {@code exchange} and {@code vocabulary}. Runs on the event loop, so it never waits for anything.
 */
package io.yizhan.api;
