/**
 * Calls that may fail: one lane per endpoint, with its breaker and its bulkhead, and how often a call is tried.
 *
 * <p>May know {@code vocabulary} and {@code store}. Sends nothing itself.
 */
package io.yizhan.delivery;
