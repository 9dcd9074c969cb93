/**
 * The steps named in the YAML routes: unwrap the Camel exchange, call the journey, wrap what it says. Camel lives here.
 *
 * <p>May know {@code exchange}, {@code outbound}'s exceptions, what {@code attachment} spooled, and {@code vocabulary}. Decides nothing about an exchange.
 */
package io.yizhan.steps;
