package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One change of one item.
 *
 * @param version of the item: what is older than what is known changes nothing
 * @param withdrawn whether the item is no more; the item itself then does not count
 * @param item in its canonical form
 * @param number where in the order of all changes it stands, from 1
 */
public record Change(Key key, long version, boolean withdrawn, JsonNode item, long number) {
    public Change {
        if (version < 1 || number < 1) {
            throw new IllegalArgumentException("versions and numbers of changes are 1 or more");
        }
    }
}
