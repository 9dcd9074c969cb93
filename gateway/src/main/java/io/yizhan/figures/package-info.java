/**
 * What becomes of items of feeds, in figures: published, delivered, read, applied for, paid and rated, by region and month (督查). Whatever
 * counts is noted beside what is being done anyway and added to the totals later, so that nobody who accepts or delivers waits for another.
 *
 * <p>May know {@code vocabulary} and {@code store}. Knows no message and no agreement: it is told what counts for which item, and who asks has
 * been let in. Of who reads what it keeps nothing but the number.
 */
package io.yizhan.figures;
