package io.yizhan.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.delivery.Deliveries;
import io.yizhan.delivery.Deliveries.Delivery;
import io.yizhan.delivery.Message;
import io.yizhan.envelope.Letter;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Senders ask what became of a message: {@code GET} of an address that ends in the id they were given when it was accepted. The steps: receive,
 * identify, tell. Each may wait for the database, and none for the partner. Safe for use by many threads.
 */
public record Enquiry(Rooms rooms, Deliveries deliveries, Reports reports) {
    /** What dialects call the place where messages are asked about. */
    public static final String PLACE = "messages";
    private static final String STATUS = "status";

    /** What is told of something that was accepted and is no message itself. */
    public record Report(String kind, ObjectNode content) {}

    /** Where such things are known. */
    @FunctionalInterface
    public interface Reports {
        /**
         * How one stands: refuses malformed. Empty where there is none, and where it is somebody else's or of the other environment.
         *
         * @param query of the address, empty where it has none
         */
        Optional<Outcome<Report>> find(Identified who, MessageId id, String query);
    }

    /** Names the exchange and pins the registry's version. */
    public Received receive(WireRequest request, InetAddress peer, String convention) {
        return Arrival.of(rooms).receive(request, peer, convention);
    }

    /** Finds out who asks: refuses as {@link Arrival#identify}, and suspended. */
    public Outcome<Identified> identify(Received received) {
        return Arrival.of(rooms).identify(received).then(who -> who.partner().suspended() ? Outcome.refused(RefusalCode.SUSPENDED, "") : Outcome.of(who));
    }

    /**
     * Tells its sender what became of a message, in the sender's dialect, signed: {@code {message, id, kind, accepted, expires, entry, deliveries:
     * [{partner, party, state, reason, attempts, nextAttempt, settled}]}}; of a batch {@code {message, id, kind, accepted, entry, state, lines: {read,
     * accepted, rejected}, refusal, rejected: [{line, code, place, expected}], more}}, of its rejected lines {@code ?after=<line>&limit=}. Refuses
     * malformed; no-such-message, also where it is somebody else's, of the other environment or forgotten.
     */
    public Outcome<WireAnswer> tell(Identified who, String id) {
        Optional<MessageId> named = named(id);
        Optional<Outcome<Report>> found = named.flatMap(rooms.messages()::find)
                .filter(message -> isIts(message, who))
                .map(message -> Outcome.of(new Report(message.kind(), content(message))))
                .or(() -> named.flatMap(name -> reports.find(who, name, query(who))));
        return found.orElseGet(() -> Outcome.refused(RefusalCode.NO_SUCH_MESSAGE, "")).map(report -> told(who, report));
    }

    private static String query(Identified who) {
        return Optional.ofNullable(who.before().request().uri().getRawQuery()).orElse("");
    }

    /** As {@link Arrival#refuse}. */
    public WireAnswer refuse(Stage stage, Refusal refusal) {
        return Arrival.of(rooms).refuse(stage, refusal);
    }

    private static Optional<MessageId> named(String id) {
        try {
            return Optional.of(new MessageId(UUID.fromString(id)));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    private static boolean isIts(Message message, Identified who) {
        return message.sender().equals(who.partner().id()) && message.environment() == who.caller().key().environment();
    }

    private WireAnswer told(Identified who, Report report) {
        Received received = who.before();
        Letter letter = new Letter(received.id().toString(), rooms.source(), report.kind(), STATUS, rooms.now(), Optional.empty());
        WireAnswer answer = who.dialect().answer(letter, report.content());
        WireAnswer fresh = answer.with(answer.headers().with("Cache-Control", "no-store"));
        new Journal(rooms.clock()).answered(who);
        return rooms.convention(received.convention()).signAnswer(fresh, received.request(), who.caller().key().algorithm(), rooms.now());
    }

    private ObjectNode content(Message message) {
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("message", message.id().toString());
        message.senderId().ifPresent(id -> content.put("id", id));
        content.put("kind", message.kind())
                .put("accepted", message.accepted().toString())
                .put("expires", message.expires().toString())
                .put("entry", message.entry().toString());
        ArrayNode all = content.putArray("deliveries");
        List<Delivery> known = deliveries.of(message.id());
        known.forEach(delivery -> fill(all.addObject(), delivery));
        return content;
    }

    private static void fill(ObjectNode node, Delivery delivery) {
        Standing standing = Standing.of(delivery);
        node.put("partner", delivery.partner().value());
        if (!delivery.party().isEmpty()) {
            node.put("party", delivery.party());
        }
        node.put("state", standing.word());
        if (!delivery.reason().isEmpty()) {
            node.put("reason", delivery.reason());
        }
        node.put("attempts", delivery.attempts());
        standing.time().ifPresent(name -> node.put(name, delivery.at().toString()));
    }

    /** How a delivery stands, as its sender sees it. */
    private enum Standing {
        WAITING,
        RETRYING,
        UNKNOWN,
        DEAD,
        DELIVERED,
        REFUSED,
        DISCARDED;

        static Standing of(Delivery delivery) {
            return switch (delivery.state()) {
                case "waiting", "behind", "claimed", "sending" -> delivery.reason().isEmpty() ? WAITING : RETRYING;
                default -> valueOf(delivery.state().toUpperCase(Locale.ROOT));
            };
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What is told of its time. */
        Optional<String> time() {
            return switch (this) {
                case WAITING, UNKNOWN -> Optional.empty();
                case RETRYING -> Optional.of("nextAttempt");
                case DEAD, DELIVERED, REFUSED, DISCARDED -> Optional.of("settled");
            };
        }
    }
}
