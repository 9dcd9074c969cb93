/**
 * How calls are signed: verifies a caller and signs a call as a convention says. The native convention (RFC 9421) is code;
 * every other one is a description in {@code mappings/conventions}, read by one interpreter.
 *
 * <p>May know {@code vocabulary} and {@code signature}. Stores nothing: what must not be seen twice is handed back as a key for others to remember.
 */
package io.yizhan.convention;
