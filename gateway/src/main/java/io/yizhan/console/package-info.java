/**
 * What operators see and do: dead letters and deliveries of which nobody knows whether they arrived, cases, how much waits, the reconciliation of
 * a day; and the port on which programs of the operator's ask for it.
 *
 * <p>May know {@code exchange}, {@code dispatch} and every capability room. Shows what a message says only where that is asked for by itself,
 * and writes down who asked.
 */
package io.yizhan.console;
