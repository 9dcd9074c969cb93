/**
 * PostgreSQL: the pool, the migrations, one writer per node that commits in groups, and what nodes agree on by it: claims, leases, rates.
 *
 * <p>May know {@code vocabulary}. Knows no table of another room; those rooms bring their own set-based writes.
 */
package io.yizhan.store;
