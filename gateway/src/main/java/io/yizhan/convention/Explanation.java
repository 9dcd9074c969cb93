package io.yizhan.convention;

import java.util.List;

/**
 * What a convention signs of a request and where the request differs; made for people, free of secrets.
 *
 * @param parts each part of what is signed, in order
 * @param difference the first thing wrong, or empty when the signature verifies
 */
public record Explanation(String convention, List<Part> parts, String difference) {

    /**
     * @param name of the field, header or component
     * @param value as it is signed; a secret shows as {@code (secret)}
     */
    public record Part(String name, String value) {}

    public boolean verifies() {
        return difference.isEmpty();
    }
}
