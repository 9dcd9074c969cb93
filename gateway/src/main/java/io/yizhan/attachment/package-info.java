/**
 * Large files: what was offered to whom and until when, and a spool they pass through on their way, never held in memory as a whole and
 * known by their digest.
 *
 * <p>May know {@code vocabulary} and {@code store}. Opens no connection to anybody, and keeps no file longer than one exchange.
 */
package io.yizhan.attachment;
