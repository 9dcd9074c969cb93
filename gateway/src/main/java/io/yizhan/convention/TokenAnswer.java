package io.yizhan.convention;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer of a grant, a JSON object, as a description says it.
 *
 * @param code where it says whether all is well
 * @param ok what it says then
 * @param besides what else stands in an answer that the gateway gives
 * @param secrets by their names
 */
record TokenAnswer(
        @JsonProperty("code") JsonPointer code,
        @JsonProperty("ok") String ok,
        @JsonProperty("besides") Optional<ObjectNode> besides,
        @JsonProperty("secrets") Map<String, Secret> secrets) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /**
     * Where a secret and its end stand.
     *
     * @param sealed how it is encrypted; in clear if absent
     * @param lives how long one lives that the gateway gives
     */
    record Secret(
            @JsonProperty("at") JsonPointer at,
            @JsonProperty("ends") JsonPointer ends,
            @JsonProperty("unit") End unit,
            @JsonProperty("sealed") Optional<Tokens.Sealing> sealed,
            @JsonProperty("lives") Lifetime lives) {
        /** Longer than any that is known, and an end to what has to be kept. */
        private static final int MOST_CHARACTERS = 400;

        Secret {
            Description.present(at, "at");
            Description.present(ends, "ends");
            Description.present(unit, "unit");
            Description.present(lives, "lives");
            Description.require(!at.matches() && !ends.matches(), "at, ends: expected pointers such as /data/secret");
        }

        /** Empty if it is not there, not in this form, or over already. */
        Optional<ShortLived> read(JsonBody answer, byte[] signedWith, Instant now) {
            Optional<byte[]> secret = answer.text(at)
                    .flatMap(text -> sealed.map(how -> how.open(text, signedWith)).orElseGet(() -> Optional.of(text.getBytes(StandardCharsets.UTF_8))))
                    .filter(Secret::usable);
            return answer.text(ends)
                    .flatMap(told -> unit.read(told, now))
                    .filter(end -> end.isAfter(now))
                    .flatMap(end -> secret.map(bytes -> new ShortLived(bytes, end)));
        }

        /** Opened with another secret than it was sealed with, it is likely not even text. */
        private static boolean usable(byte[] secret) {
            try {
                String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(secret)).toString();
                return !text.isBlank() && text.length() <= MOST_CHARACTERS && text.chars().noneMatch(Character::isISOControl);
            } catch (CharacterCodingException noText) {
                return false;
            }
        }

        void write(ShortLived secret, JsonBody answer, byte[] signedWith, Instant now) {
            String text = sealed.map(how -> how.seal(secret.secret(), signedWith)).orElseGet(() -> new String(secret.secret(), StandardCharsets.UTF_8));
            answer.put(at, TextNode.valueOf(text));
            answer.put(ends, LongNode.valueOf(unit.write(secret.ends(), now)));
        }
    }

    /** How the end of a secret is told. */
    enum End implements Descriptions.Word {
        MILLISECONDS("milliseconds"),
        SECONDS("seconds"),
        SECONDS_FROM_NOW("seconds-from-now");

        /** As many as any such time has for the next thousands of years. */
        private static final Pattern DIGITS = Pattern.compile("\\d{1,14}");

        private final String label;

        End(String label) {
            this.label = label;
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static End of(String label) {
            return Descriptions.Word.named(values(), label);
        }

        @Override
        public String label() {
            return label;
        }

        /** No later than the longest life from now, whatever is told; empty if it is no time. */
        Optional<Instant> read(String told, Instant now) {
            return Optional.of(told)
                    .filter(text -> DIGITS.matcher(text).matches())
                    .map(text -> earlier(time(Long.parseLong(text), now), now.plus(Lifetime.LONGEST)));
        }

        private Instant time(long told, Instant now) {
            return switch (this) {
                case MILLISECONDS -> Instant.ofEpochMilli(told);
                case SECONDS -> Instant.ofEpochSecond(told);
                case SECONDS_FROM_NOW -> now.plusSeconds(told);
            };
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }

        long write(Instant ends, Instant now) {
            return switch (this) {
                case MILLISECONDS -> ends.toEpochMilli();
                case SECONDS -> ends.getEpochSecond();
                case SECONDS_FROM_NOW -> Duration.between(now, ends).toSeconds();
            };
        }
    }

    /** Written {@code 15m} or {@code 48h}: minutes, hours or days. */
    record Lifetime(Duration duration) {
        static final Duration LONGEST = Duration.ofDays(31);
        private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})([mhd])");

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Lifetime of(String text) {
            Matcher written = WRITTEN.matcher(text);
            Description.require(written.matches(), "expected a duration such as 15m or 48h");
            Duration duration = Duration.parse("d".equals(written.group(2)) ? "P" + text : "PT" + text);
            Description.require(duration.compareTo(Duration.ofMinutes(1)) >= 0 && duration.compareTo(LONGEST) <= 0, "expected 1m to 31d");
            return new Lifetime(duration);
        }
    }

    TokenAnswer {
        Description.present(code, "code");
        Description.present(ok, "ok");
        Description.present(secrets, "secrets");
        Description.require(!code.matches(), "code: expected a pointer such as /code");
        Description.require(!secrets.isEmpty(), "secrets: expected at least one");
        Description.require(secrets.keySet().stream().allMatch(name -> NAME.matcher(name).matches() && !name.equals(TokenFlow.LONG_LIVED)),
                "secrets: expected names of a-z, 0-9 and '-', other than " + TokenFlow.LONG_LIVED);
        secrets = Map.copyOf(secrets);
    }

    /** Refuses endpoint-refused where the code says so, endpoint-bad-answer where code or secrets are missing or cannot be used. */
    Outcome<Map<String, ShortLived>> read(JsonBody answer, byte[] signedWith, Instant now) {
        Optional<String> told = answer.text(code);
        if (told.isEmpty()) {
            return Outcome.refused(RefusalCode.ENDPOINT_BAD_ANSWER, code.toString());
        }
        if (!told.get().equals(ok)) {
            return Outcome.refused(RefusalCode.ENDPOINT_REFUSED, code.toString());
        }
        Map<String, ShortLived> all = new HashMap<>();
        for (Map.Entry<String, Secret> each : secrets.entrySet()) {
            Optional<ShortLived> read = each.getValue().read(answer, signedWith, now);
            if (read.isEmpty()) {
                return Outcome.refused(RefusalCode.ENDPOINT_BAD_ANSWER, each.getValue().at().toString());
            }
            all.put(each.getKey(), read.get());
        }
        return Outcome.of(Map.copyOf(all));
    }

    /** The answer with these secrets: all that it has a place for. */
    JsonBody write(Map<String, ShortLived> given, byte[] signedWith, Instant now) {
        JsonBody answer = new JsonBody(besides.map(ObjectNode::deepCopy).orElseGet(JsonNodeFactory.instance::objectNode));
        answer.put(code, TextNode.valueOf(ok));
        secrets.forEach((name, secret) -> secret.write(Optional.ofNullable(given.get(name)).orElseThrow(), answer, signedWith, now));
        return answer;
    }
}
