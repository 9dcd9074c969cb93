/**
 * Large files, never held in memory as a whole and known by their digest: what was offered to whom and until when, a spool they pass through on
 * their way, and the materials partners bring, which are kept in a directory or an object storage until nobody needs them.
 *
 * <p>May know {@code vocabulary} and {@code store}. Opens no connection to anybody but the object storage it is given, and does not ask who
 * somebody is.
 */
package io.yizhan.attachment;
