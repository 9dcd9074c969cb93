/**
 * A made-up world of partners, keys and agreements, the simulated platforms at work in it, and a story that plays with them.
 *
 * <p>Knows {@code platforms} and {@code tongues}; how a gateway is started is handed to it.
 */
package io.yizhan.sandbox;
