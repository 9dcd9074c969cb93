/**
 * The other side of the wire, simulated: who the platforms are, what they can ask and be told, what of theirs crosses the wire and how each
 * signs it.
 *
 * <p>Knows no other room. It shares no code that signs or verifies with the gateway: a mistake made there must not be made here too. What
 * the platforms say in their dialects is {@code tongues}' business.
 */
package io.yizhan.sandbox.platforms;
