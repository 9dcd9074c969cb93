package io.yizhan.envelope;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Where the parts of a reply are.
 *
 * @param codes where the code is: the first place that has one counts; a refusal's is written at the first, a success's at the last
 * @param count where the number of items goes; a dialect that counts has a list for payload, and an empty one in a refusal
 * @param id where the asker's own id is quoted
 * @param ownId where the answerer's id of the exchange is
 */
record ReplyPlaces(
        List<JsonPointer> codes,
        JsonPointer message,
        JsonPointer payload,
        Optional<JsonPointer> count,
        Optional<JsonPointer> id,
        Optional<JsonPointer> ownId,
        Optional<Time> time) {

    /** Where the time of a reply goes, and in which form, in China's time. */
    record Time(JsonPointer at, DateTimeFormatter form) {
        private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

        static Time of(Keys keys) {
            JsonPointer at = keys.place("at");
            DateTimeFormatter form = form(keys);
            keys.nothingElse();
            return new Time(at, form);
        }

        private static DateTimeFormatter form(Keys keys) {
            try {
                DateTimeFormatter form = DateTimeFormatter.ofPattern(keys.text("form")).withZone(CHINA);
                form.format(Instant.EPOCH);
                return form;
            } catch (IllegalArgumentException | java.time.DateTimeException wrong) {
                throw keys.wrong("form", "must be a form of date and time, for instance yyyy-MM-dd HH:mm:ss");
            }
        }
    }

    /** @param keys what belongs to the notation has been taken already */
    static ReplyPlaces of(Keys keys) {
        ReplyPlaces places = new ReplyPlaces(
                keys.optionalPlaces("code"),
                keys.place("message"),
                keys.place("payload"),
                keys.optionalPlace("count"),
                keys.optionalPlace("id"),
                keys.optionalPlace("own-id"),
                keys.optionalUnder("time").map(Time::of));
        if (places.codes().isEmpty()) {
            throw keys.wrong("code", "is missing");
        }
        keys.nothingElse();
        return places;
    }

    JsonPointer refusalCode() {
        return codes.get(0);
    }

    JsonPointer successCode() {
        return codes.get(codes.size() - 1);
    }

    /** The first place that is there. */
    JsonPointer code(JsonNode body) {
        return codes.stream().filter(place -> given(body.at(place))).findFirst().orElse(successCode());
    }

    /** Id, own id and time, where a dialect has places for them. */
    void sign(Body body, Letter letter) {
        id.ifPresent(place -> body.put(place, letter.inReplyTo().orElse(letter.id())));
        ownId.ifPresent(place -> body.put(place, letter.id()));
        time.ifPresent(stamp -> body.put(stamp.at(), stamp.form().format(letter.at())));
    }

    /** Null and empty text stand for absent in the answers of platforms. */
    static boolean given(JsonNode value) {
        return !value.isMissingNode() && !value.isNull() && !(value.isTextual() && value.textValue().isEmpty());
    }
}
