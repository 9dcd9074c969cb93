package io.yizhan.assembly;

import io.vertx.core.Vertx;
import io.yizhan.console.OperatorApi;
import io.yizhan.embedded.DataDirectory;
import io.yizhan.embedded.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** The operators' port, wired. Its token is made at the first start and readable by the gateway's own user only. */
final class OperatorRoom {
    /** In the data directory. */
    static final String TOKEN = "operator.token";
    private static final int TOKEN_BYTES = 32;

    private OperatorRoom() {}

    static OperatorApi open(Vertx vertx, OperatorApi.Shelves shelves, DataDirectory data, Settings.Operators where, RandomGenerator random) {
        String token = token(data.path().resolve(TOKEN), random);
        int port = where.port().orElseThrow();
        try {
            return OperatorApi.open(vertx, shelves, token, where.host(), port);
        } catch (UncheckedIOException taken) {
            throw new CannotStart("nothing can listen on " + where.host() + ":" + port + " for operators; is the port taken?", taken);
        }
    }

    private static String token(Path file, RandomGenerator random) {
        try {
            if (!Files.exists(file)) {
                byte[] bytes = new byte[TOKEN_BYTES];
                random.nextBytes(bytes);
                PrivateFiles.write(file, HexFormat.of().formatHex(bytes));
            }
            return Files.readString(file).strip();
        } catch (IOException unusable) {
            throw new CannotStart("the operators' token " + file + " cannot be read or written", unusable);
        }
    }
}
