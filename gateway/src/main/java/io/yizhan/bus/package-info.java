/**
 * Kafka as this gateway uses it: where it is, how to log in, what its topics are called, and that they are there. Knows nothing of what is
 * published or who reads it.
 *
 * <p>May know {@code vocabulary}.
 */
package io.yizhan.bus;
