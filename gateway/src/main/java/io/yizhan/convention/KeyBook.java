package io.yizhan.convention;

import java.util.Optional;

/** Where a convention looks keys up. */
@FunctionalInterface
public interface KeyBook {
    Optional<Key> find(String convention, String keyId);
}
