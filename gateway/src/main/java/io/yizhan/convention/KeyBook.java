package io.yizhan.convention;

import java.util.List;

/** Where a convention looks keys up. */
@FunctionalInterface
public interface KeyBook {
    /**
     * The keys a caller may have signed with. There can be several under one name: a short-lived secret stays valid to its end when the next one is given.
     *
     * @return the newest first; empty if nobody is registered under this name
     */
    List<Key> find(String convention, String id);
}
