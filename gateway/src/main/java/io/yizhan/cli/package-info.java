/**
 * The command line: reads what is wanted, lets the other rooms do it, prints what came of it.
 *
 * <p>May know {@code assembly}, {@code sandbox} and the rooms whose values it prints. Decides nothing itself. Classes of commands name no
 * heavy class in a field or a signature, so that help and mistakes are answered at once.
 */
package io.yizhan.cli;
