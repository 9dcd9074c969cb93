package io.yizhan.sandbox.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A simulated platform as a caller: puts a question into its own dialect, signs it in its own convention with its own code and sends it.
 * Each of the three steps can be taken alone, so that a test can change what lies between. Safe for use by many threads.
 */
public interface Asker {
    Platform platform();

    /** The question in this platform's dialect, not signed yet. */
    Draft draft(Question question);

    /** A copy with its message changed, as a tree where it is no JSON: attributes as {@code @name}. */
    Draft edit(Draft draft, Consumer<ObjectNode> change);

    Call sign(Draft draft);

    /** Sends a call as it is; throws {@link java.io.UncheckedIOException} when there is no HTTP answer or one with codes unknown to it. */
    Reply send(Call call);

    default Reply ask(Question question) {
        return post(draft(question));
    }

    /** Signs and sends; told that its secret is over, the platform gets another and tries once more. */
    default Reply post(Draft draft) {
        return send(sign(draft));
    }

    /** Fetches a file from where an answer's link points to. */
    Fetched fetch(String link);

    /** A file, or what came instead of one. */
    record Fetched(int status, String mediaType, byte[] body) {}

    /**
     * A message before it is signed.
     *
     * @param service the service code that goes into the signature, where the convention has one
     */
    record Draft(String method, String path, String service, Map<String, String> headers, byte[] body) {
        public Draft {
            headers = Call.fields(headers);
        }

        /** Most are posted. */
        public Draft(String path, String service, Map<String, String> headers, byte[] body) {
            this("POST", path, service, headers, body);
        }

        /** A copy with its JSON body changed. */
        public Draft edit(Consumer<ObjectNode> change) {
            ObjectMapper mapper = new ObjectMapper();
            try {
                ObjectNode json = (ObjectNode) mapper.readTree(body);
                change.accept(json);
                return saying(mapper.writeValueAsBytes(json));
            } catch (IOException noJson) {
                throw new UncheckedIOException(noJson);
            }
        }

        public Draft saying(byte[] other) {
            return new Draft(method, path, service, headers, other);
        }

        public Draft at(String otherPath, String otherService) {
            return new Draft(method, otherPath, otherService, headers, body);
        }

        public Draft with(String header, String value) {
            return new Draft(method, path, service, Call.fields(headers, header, value), body);
        }
    }

    /** A signed call; names of headers compare without regard to case. */
    record Call(String method, URI uri, Map<String, String> headers, byte[] body) {
        public Call {
            headers = fields(headers);
        }

        /** Most are posted. */
        public Call(URI uri, Map<String, String> headers, byte[] body) {
            this("POST", uri, headers, body);
        }

        /** A copy of a message's headers with more, from name, value, name, value …; names compare without regard to case. */
        public static Map<String, String> fields(Map<String, String> fields, String... more) {
            Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            copy.putAll(fields);
            for (int i = 0; i < more.length; i += 2) {
                copy.put(more[i], more[i + 1]);
            }
            return copy;
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        public Call with(String header, String value) {
            return new Call(method, uri, fields(headers, header, value), body);
        }

        public Call without(String header) {
            Map<String, String> fewer = fields(headers);
            fewer.remove(header);
            return new Call(method, uri, fewer, body);
        }

        public Call saying(byte[] other) {
            return new Call(method, uri, headers, other);
        }

        public Call at(URI other) {
            return new Call(method, other, headers, body);
        }
    }

    /**
     * What came back.
     *
     * @param headers names in lower case
     * @param json the body as a tree, also where it is XML: attributes as {@code @name}; missing node where it cannot be read
     * @param signed whether the answer carries the gateway's signature over it and over the question, and that signature verifies
     */
    record Reply(int status, Map<String, List<String>> headers, byte[] body, JsonNode json, boolean signed, long nanos, Reading reading) {
        public Optional<Reading.Answer> verdict() {
            return reading.verdict().map(Reading.Verdict::answer);
        }

        public Optional<Reading.Status> reason() {
            return reading.verdict().flatMap(Reading.Verdict::reason);
        }

        public Optional<String> refusal() {
            return reading.refusal();
        }

        public long milliseconds() {
            return nanos / 1_000_000;
        }
    }
}
