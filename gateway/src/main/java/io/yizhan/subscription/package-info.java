/**
 * Profiles that partners saved, so as to be told what is new for them: which there are, what each was told, and up to where.
 *
 * <p>May know {@code vocabulary} and {@code store}. Keeps profiles sealed and does not know the key; writes no message and
 * decides nothing of who may save.
 */
package io.yizhan.subscription;
