/**
 * Algorithms, digests and HTTP message signatures (RFC 9421, RFC 9530); keys behind a {@code Signer}, so that a hardware module can hold them.
 *
 * <p>May know {@code vocabulary}. Does not know who owns a key, and keeps no state.
 */
package io.yizhan.signature;
