package io.yizhan.sandbox;

/** A front-end database 前置库: where it is, for JDBC, and as whom the gateway comes in. */
public record Front(String url, String user, String password) {
    @Override
    public String toString() {
        return url;
    }
}
