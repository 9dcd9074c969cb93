/**
 * Who may exchange: partners, keys, endpoints and agreements; who answers for whom.
 *
 * <p>May know {@code vocabulary} and {@code store}. Signs, verifies and calls nothing.
 */
package io.yizhan.partner;
