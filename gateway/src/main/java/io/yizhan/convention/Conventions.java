package io.yizhan.convention;

import java.util.Optional;

/** The conventions in use, by name. */
public interface Conventions {
    /** The name of the convention that is code: RFC 9421 with RFC 9530. */
    String NATIVE = "native";

    Optional<Convention> named(String name);
}
