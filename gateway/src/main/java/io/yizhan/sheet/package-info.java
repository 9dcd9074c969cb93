/**
 * Files as people keep them: CSV and XLSX, one row for each item. Says what stands in a row in the words of a dialect, as a description of the
 * columns has it, and of a row that cannot be read in which column and why. A row at a time, however long the file is.
 *
 * <p>Knows only the vocabulary. Judges no item: that the dialect's schema does. Writes no files.
 */
package io.yizhan.sheet;
