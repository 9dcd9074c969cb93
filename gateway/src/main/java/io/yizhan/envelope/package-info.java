/**
 * What a dialect puts around its payloads: where the id, the code and the message stand, how a refusal is told, and how all of it is
 * written as bytes. Read from the dialect's own description. Pure: the same bytes give the same tree.
 *
 * <p>May know {@code vocabulary}. Knows no file, no mapping and no name of a dialect or kind. Trusts no bytes: what is not of the charset,
 * not of the notation, larger or deeper than agreed is refused, and nothing of it is repeated in a refusal or an exception.
 */
package io.yizhan.envelope;
