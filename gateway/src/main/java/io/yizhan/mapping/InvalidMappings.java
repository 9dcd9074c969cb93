package io.yizhan.mapping;

/** A file of the mapping tree is missing or wrong. The message names file, place and what was expected; it can be shown to an operator. */
public final class InvalidMappings extends RuntimeException {
    InvalidMappings(String message) {
        super(message);
    }

    InvalidMappings(String message, Throwable cause) {
        super(message, cause);
    }
}
