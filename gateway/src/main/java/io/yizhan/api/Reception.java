package io.yizhan.api;

/** The HTTP server partners knock at. Safe for use by many threads. */
public interface Reception extends AutoCloseable {
    /**
     * Begins to listen.
     *
     * @param port 0 for a free one
     * @return the port
     * @throws java.io.UncheckedIOException when nothing can listen there
     */
    int listen(String host, int port);

    /** Stops listening and ends every connection; idempotent. */
    @Override
    void close();
}
