package io.yizhan.mapping;

/**
 * What came of trying a mapping on a sample.
 *
 * @param worked whether there is a result
 * @param text the result, indented JSON, or one sentence with file, line and column that says what is wrong
 */
public record Trial(boolean worked, String text) {}
