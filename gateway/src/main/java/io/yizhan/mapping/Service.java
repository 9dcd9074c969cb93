package io.yizhan.mapping;

/**
 * How a dialect names a kind.
 *
 * @param path the path, as the caller writes it, where the kind is asked for
 * @param code the service code that goes with it, or empty where the path alone decides
 */
public record Service(String kind, String path, String code) {}
