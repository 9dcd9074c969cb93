package io.yizhan.intake;

import io.yizhan.contract.Contract;
import io.yizhan.mapping.Dialects;
import io.yizhan.sheet.Columns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the columns of people's files mean, by dialect and kind. @param all those that are described */
public record ColumnFiles(Map<List<String>, Columns> all) {
    private static final String ENDING = ".columns.yaml";

    public ColumnFiles {
        all = Map.copyOf(all);
    }

    /** @throws io.yizhan.sheet.InvalidColumns when one cannot be read or says what cannot be */
    public static ColumnFiles load(Path mappings, Dialects dialects, Contract contract) {
        Map<List<String>, Columns> all = new HashMap<>();
        for (String dialect : dialects.names()) {
            for (String kind : contract.kinds()) {
                contract.kind(kind).filter(one -> one.feed().isPresent()).map(one -> one.messages().get(0)).ifPresent(item -> {
                    Path file = mappings.resolve(dialect).resolve(kind).resolve(item + ENDING);
                    if (Files.exists(file)) {
                        all.put(List.of(dialect, kind), Columns.load(file));
                    }
                });
            }
        }
        return new ColumnFiles(all);
    }

    Optional<Columns> of(String dialect, String kind) {
        return Optional.ofNullable(all.get(List.of(dialect, kind)));
    }
}
