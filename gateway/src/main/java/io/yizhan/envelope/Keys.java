package io.yizhan.envelope;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of a description, taken one by one, so that what is missing, unknown or of the wrong form is named with its place. Whoever reads
 * the file implements it; everything here throws what {@link #wrong} makes.
 */
public interface Keys {
    String text(String key);

    Optional<String> optional(String key);

    /** A JSON pointer to a member of an object, so not the root. */
    JsonPointer place(String key);

    Optional<JsonPointer> optionalPlace(String key);

    Keys under(String key);

    Optional<Keys> optionalUnder(String key);

    /** One place or a list of them; none where the key is missing. */
    List<JsonPointer> optionalPlaces(String key);

    /** Empty where the key is missing. */
    List<String> optionalList(String key);

    /** Places and what belongs there: texts, or empty lists; nothing where the key is missing. */
    Map<JsonPointer, JsonNode> optionalValues(String key);

    /** Every key here with its text, in order. */
    Map<String, String> texts();

    /** Every key here with the keys below it, in order. */
    Map<String, Keys> all();

    /** Call when everything known has been taken. */
    void nothingElse();

    /** @return what to throw where a key says something that cannot be */
    RuntimeException wrong(String key, String problem);
}
