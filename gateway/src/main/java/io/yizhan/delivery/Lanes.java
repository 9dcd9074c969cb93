package io.yizhan.delivery;

/** One lane per endpoint, made when first used. */
public interface Lanes {
    /** @param concurrency how many calls at a time; a changed number applies from then on */
    Lane to(String endpoint, int concurrency);
}
