package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.yizhan.catalogue.Catalogue.Change;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Items for tests. All of them are made up, and their words with them: none stands for a document that exists. */
final class Items {
    static final Layout LAYOUT = new Layout(
            Map.of("/title", 8, "/documentNumber", 6, "/tags", 5, "/benefits/name", 4, "/summary", 3, "/issuer/name", 2, "/conditions/text", 1),
            map("region", "/regionCodes", "theme", "/themes", "unclassified", "/unclassified", "audience", "/audiences", "issuer", "/issuer/name",
                    "validity", "/validity", "size", "/conditions[about=size]/values", "industry", "/conditions[about=industry]/values"),
            map("written", "/writtenOn", "published", "/publishedOn", "effective-from", "/effectiveFrom", "effective-to", "/effectiveTo",
                    "abolished", "/abolishedOn", "apply-from", "/applyFrom", "apply-to", "/applyTo"),
            map("title", "/title", "document-number", "/documentNumber", "apply-to", "/applyTo", "benefits", "/benefits"),
            Optional.of(new Layout.Match("/conditions", "/benefits", "/when", Optional.of("/audiences"))));

    private static final ObjectMapper YAML = new YAMLMapper();

    private long number;

    /** Name, value, name, value … */
    private static Map<String, String> map(String... namesAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** An item in the short form of YAML. */
    static ObjectNode item(String yaml) {
        try {
            return (ObjectNode) YAML.readTree("{" + yaml + "}");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Change put(String id, String yaml) {
        return put(id, 1, yaml);
    }

    Change put(String id, long version, String yaml) {
        return new Change(new Key("somewhere", id), version, false, item(yaml), ++number);
    }

    Change withdraw(String id, long version) {
        return new Change(new Key("somewhere", id), version, true, MissingNode.getInstance(), ++number);
    }

    static List<String> ids(Catalogue catalogue, Search search) {
        return ids(found(catalogue, search));
    }

    static List<String> ids(Found found) {
        return found.hits().stream().map(hit -> hit.key().id()).toList();
    }

    static Found found(Catalogue catalogue, Search search) {
        return catalogue.search(search).fold(found -> found, refusal -> {
            throw new AssertionError(refusal.place() + ": " + refusal.expected());
        });
    }

    /** Every page, one after the other. */
    static List<String> turned(Catalogue catalogue, Search search) {
        List<String> ids = new ArrayList<>();
        Found page = found(catalogue, search);
        ids.addAll(ids(page));
        while (page.next().isPresent()) {
            page = found(catalogue, search.after(page.next().get()));
            ids.addAll(ids(page));
        }
        return ids;
    }
}
