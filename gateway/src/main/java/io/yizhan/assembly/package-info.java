/**
 * Settings, the engines that run inside the process, and the wiring of all rooms by constructors. The only place with a clock and with chance.
 *
 * <p>May know every room but {@code cli} and {@code sandbox}, which start it.
 */
package io.yizhan.assembly;
