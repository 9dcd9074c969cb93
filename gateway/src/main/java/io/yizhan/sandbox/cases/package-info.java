/**
 * What each simulated platform says and understands about cases with several parties, what their applicants thought of them, and what became
 * of its messages; and the office that keeps what came in.
 *
 * <p>Knows {@code platforms} and {@code tongues}. It loads none of the gateway's mappings: which of its fields says what, each platform's own
 * tables say here.
 */
package io.yizhan.sandbox.cases;
