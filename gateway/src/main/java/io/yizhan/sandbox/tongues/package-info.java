/**
 * What each simulated platform says and understands in its own dialect, as the one who asks and as the one who answers, and the made-up
 * licences and lists it answers from.
 *
 * <p>Knows only {@code platforms}. It loads none of the gateway's mappings: the two were written apart from each other. What is said beyond
 * published field names is made up.
 */
package io.yizhan.sandbox.tongues;
