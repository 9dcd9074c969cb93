package io.yizhan.sandbox.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Where a platform says what in one of its messages. */
record Form(List<Entry> entries) {
    static Form of(Entry... entries) {
        return new Form(List.of(entries));
    }

    ObjectNode write(JsonNode said) {
        ObjectNode theirs = JsonNodeFactory.instance.objectNode();
        entries.forEach(entry -> entry.write(said, theirs));
        return theirs;
    }

    ObjectNode read(JsonNode theirs) {
        ObjectNode said = JsonNodeFactory.instance.objectNode();
        entries.forEach(entry -> entry.read(theirs, said));
        return said;
    }

    /** What of it is something the stories say. */
    ObjectNode readWhatFits(JsonNode theirs) {
        return new Form(entries.stream().filter(entry -> entry.fits(theirs)).toList()).read(theirs);
    }

    /** Whether all that stands there is something the stories say. */
    boolean fits(JsonNode theirs) {
        return entries.stream().allMatch(entry -> entry.fits(theirs));
    }
}
