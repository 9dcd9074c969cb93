package io.yizhan.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The text of {@code dialect.yaml}: every key there is, what it is for, and what it may say.
 *
 * @param door the path below which its callers come in
 * @param coded whether its convention carries a service code
 * @param later the messages of kinds whose messages are accepted now and delivered later
 */
record DialectYaml(NewDialect wanted, String door, boolean coded, Map<String, List<String>> later) {
    private static final String PAYLOAD = "fill-in-data/";

    /** @param fields of every message of every kind; a request's are its body, any other's are below the payload */
    String text(List<List<Field>> requests, List<List<Field>> replies) {
        String head = Blank.filled("dialect.yaml", Map.of(
                "name", wanted.name(),
                "convention", wanted.convention(),
                "envelope", wanted.envelope().name().toLowerCase(Locale.ROOT),
                "services", services()));
        return head + switch (wanted.envelope()) {
            case CLOUDEVENTS -> Blank.filled("cloudevents.yaml", Map.of()) + later("202", "");
            case JSON -> Blank.filled("json.yaml", Map.of()) + Blank.filled("words.yaml", Map.of()) + later("200", "/fill-in-data");
            case XML -> Blank.filled("xml.yaml", Map.of("arrays", arrays(requests, replies))) + Blank.filled("words.yaml", Map.of())
                    + later("200", "/fill-in-data");
        };
    }

    private String services() {
        return wanted.kinds().stream().map(kind -> "  " + kind + ": " + service(kind)).collect(Collectors.joining("\n"));
    }

    /** Events tell themselves which message they are. */
    private String service(String kind) {
        List<String> messages = wanted.envelope() == NewDialect.Form.CLOUDEVENTS ? List.of() : later.getOrDefault(kind, List.of());
        return messages.isEmpty() ? place(kind, kind) : messages.stream()
                .map(message -> message + ": " + place(kind + "/" + message, kind + "-" + message))
                .collect(Collectors.joining(", ", "{messages: {", "}}"));
    }

    private String place(String path, String code) {
        return "{path: " + door + "/" + path + (coded ? ", code: fill-in-code-of-" + code : "") + "}";
    }

    private String later(String status, String data) {
        return Blank.filled("later.yaml", Map.of("name", wanted.name(), "durable", later.isEmpty() ? "#" : "", "status", status, "data", data));
    }

    private static String arrays(List<List<Field>> requests, List<List<Field>> replies) {
        List<String> arrays = new ArrayList<>();
        requests.forEach(fields -> collect(fields, "", arrays));
        replies.forEach(fields -> collect(fields, PAYLOAD, arrays));
        return arrays.stream().distinct().collect(Collectors.joining(", "));
    }

    private static void collect(List<Field> fields, String before, List<String> arrays) {
        for (Field field : fields) {
            switch (field.what()) {
                case OBJECT -> collect(field.inside(), before, arrays);
                case OBJECTS -> {
                    arrays.add(before + field.fillIn() + "/" + Field.ITEM);
                    collect(field.inside(), before + field.fillIn() + "/" + Field.ITEM + "/", arrays);
                }
                case VALUES -> arrays.add(before + field.fillIn() + "/" + Field.ITEM);
                default -> { }
            }
        }
    }
}
