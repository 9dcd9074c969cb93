package io.yizhan.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.casework.CaseFile;
import io.yizhan.delivery.Message;
import io.yizhan.delivery.Sequels;
import io.yizhan.dispatch.Acceptance.Listed;
import io.yizhan.dispatch.Desk;
import io.yizhan.envelope.Opened;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Rooms;
import io.yizhan.mapping.Dialect;
import io.yizhan.partner.Partner;
import io.yizhan.store.Leases;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a case's own rules make of a message that ended a part of it, as if its sender had sent that as well. */
final class SequelIntake implements Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SOURCE = "sequels";
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final int MOST = 100;
    private static final Set<RefusalCode> PASSING = Set.of(RefusalCode.GATEWAY_FAULT, RefusalCode.TOO_MANY);
    private static final int ONE = 1;

    private final Desk desk;
    private final Sequels sequels;
    private final Leases leases;
    private final Arrival arrival;

    SequelIntake(Rooms rooms, Desk desk, Sequels sequels, Leases leases) {
        this.desk = desk;
        this.sequels = sequels;
        this.leases = leases;
        this.arrival = Arrival.of(rooms);
    }

    @Override
    public List<String> sources() {
        return List.of(SOURCE);
    }

    @Override
    public Optional<Turn> begin(String source) {
        boolean due = source.equals(SOURCE) && !sequels.due(ONE, desk.now()).isEmpty();
        return due ? leases.take(SOURCE, LEASE).map(lease -> new OneByOne(this::news, leases, lease)) : Optional.empty();
    }

    private List<Row> news() {
        return sequels.due(MOST, desk.now()).stream().flatMap(message -> following(message).stream()).toList();
    }

    /** Empty, and settled by that, where nothing follows. One that cannot be read holds up no other. */
    private Optional<Row> following(MessageId id) {
        try {
            Optional<Row> row = desk.messages().find(id).flatMap(message -> made(message).map(made -> new Following(message, made)));
            if (row.isEmpty()) {
                sequels.done(id);
            }
            return row;
        } catch (IllegalStateException | UncheckedIOException defect) {
            LOG.error("what follows of {} cannot be read: {}", id, defect.getClass().getName());
            sequels.later(id, defect.getClass().getSimpleName(), desk.now());
            return Optional.empty();
        }
    }

    /** {@code {kind, message, content}}; empty where it ended nothing, its rules make nothing of it, or what was said is destroyed by now. */
    private Optional<JsonNode> made(Message message) {
        Optional<CaseFile> file = message.subject().map(MessageId::parse).flatMap(desk.casework()::named);
        Optional<JsonNode> submit = file.flatMap(one -> content(message.kind(), one.id()));
        Optional<JsonNode> content = content(message.kind(), message.id());
        Optional<String> party = file.flatMap(one -> ended(one, message.id()));
        if (submit.isEmpty() || content.isEmpty() || party.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode in = JsonNodeFactory.instance.objectNode()
                .put("case", file.get().id().toString())
                .put("number", file.get().number())
                .put("party", party.get());
        in.set("submit", submit.get());
        in.set(message.part(), content.get());
        return desk.dialects().canonical().sequel(message.kind(), in).fold(
                made -> Optional.of(made).filter(one -> one.has("kind")),
                refusal -> {
                    LOG.warn("nothing follows of {}: {} {}", message.id(), refusal.code().code(), refusal.place());
                    return Optional.empty();
                });
    }

    private Optional<JsonNode> content(String kind, MessageId id) {
        return desk.jdbi().withHandle(handle -> desk.messages().content(handle, kind, id)).map(SequelIntake::read);
    }

    private static JsonNode read(byte[] content) {
        try {
            return JSON.readTree(content);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The party whose part it ended; a result told once more ends nothing. */
    private static Optional<String> ended(CaseFile file, MessageId end) {
        return file.parties().stream().filter(party -> party.end().filter(end::equals).isPresent()).map(CaseFile.Party::party).findFirst();
    }

    private final class Following implements Row {
        private final Message of;
        private final String kind;
        private final String message;
        private final JsonNode content;

        Following(Message of, JsonNode made) {
            this.of = of;
            this.kind = made.path("kind").asText();
            this.message = made.path("message").asText();
            this.content = made.path("content");
        }

        @Override
        public String kind() {
            return kind;
        }

        /** Through its sender's own dialect, so that it takes the way of everything that is sent. */
        @Override
        public Outcome<Listed> stage() {
            Optional<Partner> sender = desk.registry().directory().partner(of.sender());
            Optional<Dialect> dialect = sender.map(Partner::dialect).flatMap(desk.dialects()::named);
            return dialect.isEmpty()
                    ? Outcome.refused(RefusalCode.UNKNOWN_PARTNER, "")
                    : dialect.get().fromCanonical(kind, message, content).map(payload -> listed(sender.get(), dialect.get(), payload));
        }

        private Listed listed(Partner sender, Dialect dialect, JsonNode payload) {
            String name = "sequel " + of.id();
            Opened opened = new Opened(Optional.of(name), Optional.empty(), Optional.empty(), Optional.of(message), payload);
            return new Listing(arrival, sender, dialect, of.environment(), kind, message, Assurance.PLACE_ONLY).row(
                    name, name, "application/json; charset=UTF-8", payload.toString().getBytes(StandardCharsets.UTF_8), Optional.of(opened), desk.now());
        }

        @Override
        public void taken() {
            sequels.done(of.id());
        }

        /** What its way through the gateway refuses is in the ledger; what its dialect has no words for is told here. The gateway's own fault may pass, and so does a day of which the quota is used up. */
        @Override
        public void rejected(Refusal refusal) {
            LOG.warn("what follows of {} was refused: {} {}", of.id(), refusal.code().code(), refusal.place());
            if (PASSING.contains(refusal.code())) {
                sequels.later(of.id(), refusal.code().code(), desk.now());
            } else {
                sequels.done(of.id());
            }
        }
    }
}
