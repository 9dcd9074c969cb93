package io.yizhan.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.contract.Kind;
import io.yizhan.delivery.Message;
import io.yizhan.dispatch.Dispatch.Taken;
import io.yizhan.dispatch.Dispatch.Written;
import io.yizhan.envelope.Letter;
import io.yizhan.envelope.Parcel;
import io.yizhan.mapping.Dialect;
import io.yizhan.mapping.Service;
import io.yizhan.partner.Endpoint;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Fault;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The translate step: the message as its target reads it, and no more of it than it may see. */
final class Writing {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Desk desk;
    private final CaseParts parts;

    Writing(Desk desk) {
        this.desk = desk;
        this.parts = new CaseParts(desk);
    }

    Outcome<Written> write(Taken taken) {
        Message message = taken.said().message();
        Dialect dialect = dialect(taken);
        Optional<Service> service = dialect.serviceFor(message.kind());
        if (service.isEmpty()) {
            return Outcome.refused(RefusalCode.NO_ENDPOINT, "");
        }
        return seen(taken)
                .map(content -> desk.contract().minimise(message.kind(), message.part(), content, taken.claimed().target().release()))
                .then(content -> dialect.fromCanonical(message.kind(), message.part(), content)
                        .then(payload -> valid(dialect, message, payload))
                        .map(payload -> written(taken, dialect, service.get(), payload, files(taken, content))));
    }

    private List<Digest> files(Taken taken, JsonNode content) {
        Message message = taken.said().message();
        return taken.endpoint().habits().attachments().isPresent() ? desk.contract().files(message.kind(), message.part(), content) : List.of();
    }

    private Dialect dialect(Taken taken) {
        return taken.directory()
                .partner(taken.endpoint().owner())
                .flatMap(partner -> desk.dialects().named(partner.dialect()))
                .orElseThrow(() -> new IllegalStateException("an endpoint without its owner's dialect"));
    }

    /** What the target gets to see of it: of a case its own part, and the numbers it is known by. */
    private Outcome<JsonNode> seen(Taken taken) {
        JsonNode content = content(taken.said().content());
        Kind kind = desk.contract().kind(taken.claimed().kind()).orElseThrow(() -> new IllegalStateException("a message without its kind"));
        return kind.isCase() ? parts.of(taken, kind, content) : Outcome.of(content);
    }

    static JsonNode content(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            // not its message, which quotes what was read
            throw new IllegalStateException("what was accepted is not JSON any more");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What a valid message comes out as must follow the other dialect's schema; where it does not, that dialect has no words for it. */
    private Outcome<JsonNode> valid(Dialect dialect, Message message, JsonNode payload) {
        return desk.contract()
                .validate(dialect.name(), message.kind(), message.part(), payload)
                .fold(Outcome::of, refusal -> Outcome.refused(refusal.as(RefusalCode.UNMAPPABLE).by(Fault.GATEWAY)));
    }

    static Letter letter(Message message) {
        return new Letter(
                message.senderId().orElse(message.id().toString()), message.source(), message.kind(), message.part(), message.accepted(), Optional.empty());
    }

    private Written written(Taken taken, Dialect dialect, Service service, JsonNode payload, List<Digest> files) {
        Message message = taken.said().message();
        Letter letter = letter(message);
        Parcel parcel = dialect.wrap(letter, payload);
        Service.Place place = service.at(message.part());
        Headers headers = message.trace().map(trace -> parcel.headers().and(Headers.of("traceparent", trace))).orElse(parcel.headers());
        WireRequest call = new WireRequest("POST", address(taken.endpoint(), service.path(), place.path()), headers, parcel.body());
        return new Written(taken, dialect, letter, call, place.code(), payload, files);
    }

    /** Where nothing is called, the place alone: it tells the receiver what it has. */
    private static URI address(Endpoint endpoint, String path, String other) {
        return endpoint.way() instanceof Endpoint.Push push ? beside(push.url(), path, other) : URI.create(other);
    }

    /** The address of another path of the same platform; what a proxy puts before one path it puts before the other. */
    private static URI beside(URI endpoint, String path, String other) {
        String whole = endpoint.getRawPath();
        String prefix = whole.endsWith(path) ? whole.substring(0, whole.length() - path.length()) : "";
        return path.equals(other) ? endpoint : endpoint.resolve(prefix + other);
    }
}
