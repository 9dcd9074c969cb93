/**
 * Who may exchange: partners, keys, endpoints and agreements; who answers for whom.
 *
 * <p>May know {@code vocabulary}, {@code store} and {@code vault}. Signs, verifies and calls nothing.
 */
package io.yizhan.partner;
