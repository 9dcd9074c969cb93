package io.yizhan.attachment;

import java.net.URI;

/**
 * An object storage that speaks S3.
 *
 * @param bucket exists, and is the gateway's alone
 * @param region empty where the storage has none
 */
public record ObjectStorage(URI url, String bucket, String region, String accessKey, String secretKey) {
    /** Not the keys. */
    @Override
    public String toString() {
        return "bucket " + bucket;
    }
}
