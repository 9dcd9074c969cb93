/**
 * Front-end databases (前置库): agreed tables in a partner's own database, written by one side and read by the other. One small pool for each,
 * PostgreSQL or MariaDB and MySQL; nothing here waits for long, and one that hangs holds nobody else's connections.
 *
 * <p>Knows no other room, and neither kinds nor dialects: what stands in a row is text to it. Makes no tables: those are agreed.
 */
package io.yizhan.frontdb;
