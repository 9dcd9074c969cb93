/**
 * What comes in otherwise than by a message of its own: rows of agreed tables, lines of files that publishers send as a whole, and what follows
 * of messages that came. Each becomes a message of its owner's, by the same steps as one
 * that is sent, and is accepted once, whatever breaks down meanwhile.
 *
 * <p>May know {@code exchange}, {@code dispatch} (for the stage at which a row begins its way, and the desk), the capability rooms, front-end
 * databases and sheets. Knows neither Camel nor the settings file, and names no kind and no dialect.
 */
package io.yizhan.intake;
