/**
 * The HTTP client: pooled connections, address guard, hard deadline and size cap.
 *
 * <p>May know {@code vocabulary}. Decides nothing about retrying, follows no redirect, keeps no cookie, unpacks nothing.
 */
package io.yizhan.outbound;
