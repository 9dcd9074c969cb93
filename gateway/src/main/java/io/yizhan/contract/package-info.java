/**
 * What may be exchanged: kinds, their messages and the schemas of these; validates, and cuts a message down to what may be released.
 *
 * <p>May know {@code vocabulary}. Translates nothing.
 */
package io.yizhan.contract;
