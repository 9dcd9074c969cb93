/**
 * How calls are signed: verifies a caller and signs a call as a convention says. The native convention (RFC 9421) is code;
 * every other one is a description in {@code mappings/conventions}, read by one interpreter. A description also says how
 * short-lived secrets are asked for and given.
 *
 * <p>May know {@code vocabulary} and {@code signature}. Stores nothing and calls nobody: what must not be seen twice is handed back as a key for others to remember.
 */
package io.yizhan.convention;
