package io.yizhan.catalogue;

/** The folder of an index cannot be used. Nothing is lost by it: the index can be built anew. */
public final class CatalogueFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CatalogueFailed(Exception cause) {
        super("the index cannot be used", cause);
    }
}
