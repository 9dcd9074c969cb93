/**
 * Secrets while they are kept: seals them for the database, and holds the short-lived ones that platforms gave the gateway and that the gateway
 * gave its callers.
 *
 * <p>May know {@code vocabulary} and {@code store}. Signs and calls nothing: how a secret is got is handed in.
 */
package io.yizhan.vault;
