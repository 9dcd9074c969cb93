package io.yizhan.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Release;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The kinds and the schemas of their messages (JSON Schema 2020-12), canonical and per dialect. Safe for use by many threads.
 *
 * <p>A refusal's place never goes deeper than the names a schema knows, and what it says was expected comes from the schema alone, so
 * nothing of a message can be read from it. Of several things wrong the deepest is told; of equally deep ones always the same.
 */
public interface Contract {
    /** The dialect every other one is translated through. */
    String CANONICAL = "canonical";
    /** What is known of somebody whom items of a feed are matched with, beside its messages. */
    String PROFILE = "profile";

    /**
     * Reads {@code canonical/<kind>/kind.yaml} and {@code <dialect>/<kind>/<message>.schema.json} under a folder, and {@code
     * canonical/<kind>/profile.schema.json} of feeds that are matched, all of them now.
     *
     * @throws InvalidContract when a file is missing or wrong
     */
    static Contract load(Path mappings) {
        return ContractFolder.read(mappings);
    }

    Set<String> kinds();

    Optional<Kind> kind(String name);

    /**
     * Holds a message against its schema, unknown fields included: for requests, and for all that we write ourselves, where an unknown
     * field is a misspelt one. Refuses schema-violation with the JSON pointer of what is wrong.
     *
     * @param dialect a dialect's name or {@link #CANONICAL}
     * @throws IllegalArgumentException when there is no such schema, which is a mistake in the set-up and not in the message
     */
    Outcome<JsonNode> validate(String dialect, String kind, String message, JsonNode json);

    /** As {@link #validate}, but passes over fields the schema does not know: for the answers of platforms, which grow fields without telling. */
    Outcome<JsonNode> accept(String dialect, String kind, String message, JsonNode json);

    /**
     * A copy of a canonical message with what the release does not allow left out or masked, as its schema marks it: {@code x-release}
     * (verdict, masked or full: the least release that sees it in clear; holds for everything inside too, unless marked otherwise; full where
     * nothing is marked), {@code x-mask} (name, code or text: how the release masked is shown what only full sees), {@code x-at-most} (per
     * release the greatest value of an enum, by the enum's own order). A valid message stays valid.
     */
    JsonNode minimise(String kind, String message, JsonNode canonical, Release release);

    /**
     * A copy of a canonical message with other links to its files. Where they are is said by the mark {@code x-file} in its schema:
     * {@code link}, and beside it, of the same file, {@code media-type}, {@code digest} (SHA-256, hexadecimal) and {@code size} (bytes).
     *
     * @param links says for each file what its link is to be; a file that is to have none is left out, with all that is said of it
     */
    JsonNode relink(String kind, String message, JsonNode canonical, Function<Attached, Optional<String>> links);

    /** The values that may stand at a place of a canonical message, through lists; none where any may. */
    Set<String> choices(String kind, String message, String pointer);

    /** The digests of the files a canonical message speaks of, where its schema marks them ({@code x-file: digest}), each once. */
    List<Digest> files(String kind, String message, JsonNode canonical);

    /** What a message says of a file. Where the schema allows it, all but the link may be missing. */
    record Attached(String link, Optional<String> mediaType, Optional<String> digest, Optional<Long> size) {
        /** Not the link: whoever has it may have the file. */
        @Override
        public String toString() {
            return mediaType.orElse("a file") + size.map(bytes -> " of " + bytes + " bytes").orElse("");
        }
    }
}
