package io.yizhan.catalogue;

import java.io.IOException;

/** The folder of an index cannot be used. Nothing is lost by it: the index can be built anew. */
public final class CatalogueFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CatalogueFailed(IOException cause) {
        super("the index cannot be used", cause);
    }
}
