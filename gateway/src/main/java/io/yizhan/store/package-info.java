/**
 * PostgreSQL: the pool, the migrations, and one writer per node that commits in groups.
 *
 * <p>May know {@code vocabulary}. Knows no table of another room; those rooms bring their own set-based writes.
 */
package io.yizhan.store;
