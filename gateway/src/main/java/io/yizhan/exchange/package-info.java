/**
 * The journeys, one per pattern: the only place where the capability rooms meet. A journey is a line of steps; each takes the stage the
 * exchange has reached and gives the next one or a refusal.
 *
 * <p>May know every capability room. Knows neither Camel nor the settings file, opens no socket, and names no kind and no dialect.
 */
package io.yizhan.exchange;
