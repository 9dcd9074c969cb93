/**
 * What a gateway starts for itself where it is given none, and the directory all of it lives in. Knows nothing of what is kept in there, and of
 * no setting: addresses, clocks and chance are handed in.
 *
 * <p>May know {@code vocabulary}.
 */
package io.yizhan.embedded;
