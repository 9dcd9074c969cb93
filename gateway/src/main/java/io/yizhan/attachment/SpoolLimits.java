package io.yizhan.attachment;

/**
 * What may be in a spool at the same time.
 *
 * @param files each holds one of the gateway's workers
 * @param bytes of all of them, each counted as large as it may become
 */
public record SpoolLimits(int files, long bytes) {
    public SpoolLimits {
        if (files < 1 || bytes < 1) {
            throw new IllegalArgumentException("a spool has room for something");
        }
    }
}
