package io.yizhan.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A mapping tree with one kind and one dialect, right in every part, for tests to spoil. */
public record SmallTree(Path root) {
    public static final String TO = "dialect/kind/request.to-canonical.jslt";

    public static SmallTree in(Path root) {
        SmallTree tree = new SmallTree(root);
        tree.write("canonical/kind/kind.yaml", "pattern: query\nmessages: [request]\n");
        tree.write("canonical/kind/terms.jslt", "{\"purpose\": .why}");
        tree.write("dialect/codes/colour.json", "{\"red\": \"1\", \"green\": [\"2\", \"two\"]}");
        tree.write(TO, "{\"colour\": canonical-code(\"colour\", .c), \"on\": date(.d)}");
        tree.write("dialect/kind/request.from-canonical.jslt", "{\"c\": dialect-code(\"colour\", .colour)}");
        tree.write("dialect/dialect.yaml", """
                convention: some
                charset: UTF-8
                envelope: json
                services:
                  kind: {path: /here}
                request: {id: /no}
                reply: {code: /code, message: /message, payload: /data}
                success: {code: "0", message: fine}
                answers: {"0": ok}
                refusals: {status: own, default: "-1", details: {refusal: /data/refusal}}
                """);
        return tree;
    }

    public SmallTree write(String file, String text) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException defect) {
            throw new UncheckedIOException(defect);
        }
    }

    public SmallTree replace(String file, String part, String by) {
        try {
            return write(file, Files.readString(root.resolve(file)).replace(part, by));
        } catch (IOException defect) {
            throw new UncheckedIOException(defect);
        }
    }

    public SmallTree remove(String file) {
        try {
            Files.delete(root.resolve(file));
            return this;
        } catch (IOException defect) {
            throw new UncheckedIOException(defect);
        }
    }

    public Dialect load() {
        return Dialects.load(root).named("dialect").orElseThrow();
    }
}
