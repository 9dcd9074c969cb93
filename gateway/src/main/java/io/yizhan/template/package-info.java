/**
 * New folders to begin with: a dialect's and a kind's, commented, complete enough to be loaded, and with samples that fail until what they
 * leave open is filled in.
 *
 * <p>May know {@code vocabulary}. Reads the files of a mapping tree as files; overwrites none.
 */
package io.yizhan.template;
