package io.yizhan.intake;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a batch is written in. */
public enum Form {
    /** One message on each line, just as it would be sent alone. */
    NDJSON("application/x-ndjson"),
    CSV("text/csv"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    /** Known, so that who sends it is told what to send instead; not read. */
    XLS("application/vnd.ms-excel");

    private final String media;

    Form(String media) {
        this.media = media;
    }

    /** @param contentType of a request, with or without parameters */
    public static Optional<Form> of(String contentType) {
        String media = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(form -> form.media.equals(media)).findFirst();
    }

    /** Whether its first row names columns, so that they must be described. */
    boolean hasColumns() {
        return this != NDJSON;
    }

    String media() {
        return media;
    }
}
