package io.yizhan.intake;

import io.yizhan.attachment.Attachments.Progress;
import io.yizhan.attachment.Part;
import io.yizhan.attachment.Upload;
import io.yizhan.contract.Kind;
import io.yizhan.envelope.Acceptance;
import io.yizhan.envelope.Letter;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Enquiry;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Received;
import io.yizhan.exchange.Rooms;
import io.yizhan.exchange.Stage;
import io.yizhan.signature.ContentDigest;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.Streamed;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class BatchJourney implements Batches {
    private static final Logger LOG = LoggerFactory.getLogger(Batches.class);
    private static final Logger LINES = LoggerFactory.getLogger("exchange");
    private static final int WRONG_TYPE = 415;

    private final Rooms rooms;
    private final Stores stores;
    private final Arrival arrival;

    BatchJourney(Rooms rooms, Stores stores) {
        this.rooms = rooms;
        this.stores = stores;
        this.arrival = Arrival.of(rooms);
    }

    @Override
    public Outcome<Received> receive(URI uri, Headers headers, InetAddress peer, String convention) {
        return part(headers).then(part -> part.digest()
                .map(digest -> Outcome.of(arrival.receive(WireRequest.of("POST", uri, headers, new Streamed(digest, part.length())), peer, convention)))
                .orElseGet(() -> Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "Content-Digest", "sha-256 of the body"))));
    }

    private static Outcome<Part> part(Headers headers) {
        Optional<String> none = Optional.empty();
        return Part.of(headers.first("Content-Length"), none, none, none, ContentDigest.sha256(headers.all(ContentDigest.FIELD)));
    }

    @Override
    public Outcome<Identified> identify(Received received) {
        return arrival.identify(received);
    }

    @Override
    public Outcome<Sent> admit(Identified who, Form form) {
        if (who.partner().suspended()) {
            return Outcome.refused(RefusalCode.SUSPENDED, "");
        }
        return arrival.address(who).then(known -> readable(known, form)).then(known -> agreed(known, form));
    }

    private Outcome<Sent> agreed(Identified who, Form form) {
        Sent sent = new Sent(who, form, who.before().request().streamed().orElseThrow().sha256());
        if (!who.before().directory().mayAsk(who.partner().id(), who.kind(), rooms.today())) {
            return Outcome.refused(RefusalCode.NOT_AGREED, "answerer");
        }
        return sent.source().map(who.partner().sources()::contains).orElse(true)
                ? Outcome.of(sent)
                : Outcome.refused(Refusal.of(RefusalCode.NOT_AGREED, "source", "a source registered to the signer"));
    }

    private Outcome<Identified> readable(Identified who, Form form) {
        if (form == Form.XLS) {
            return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "Content-Type", "the same saved as XLSX, or CSV as " + Form.CSV.media()).told(WRONG_TYPE));
        }
        boolean feed = rooms.contract().kind(who.kind()).flatMap(Kind::feed).isPresent();
        boolean described = form.hasColumns() ? stores.columns().of(who.dialect().name(), who.kind()).isPresent() : who.dialect().hasLines();
        if (feed && described) {
            return Outcome.of(who);
        }
        String expected = feed ? "another form: of this kind none is described for this dialect" : "one message: only items are sent by the many";
        return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "Content-Type", expected).told(WRONG_TYPE));
    }

    @Override
    public Outcome<Incoming> take(Sent sent) {
        return stores.attachments().progress(sent.item()).then(found -> found.filter(Progress::whole).isPresent() ? again(sent) : anew(sent));
    }

    /** Its digest is only what its sender says, until its bytes are here. */
    private static Outcome<Incoming> again(Sent sent) {
        return Outcome.of(new Incoming(sent, new SameAgain(sent.content(), sent.length()), true));
    }

    private Outcome<Incoming> anew(Sent sent) {
        return room(sent)
                .then(room -> part(room.since(Received.class).request().headers()))
                .then(part -> stores.attachments().upload(sent.item(), part.beside(Optional.empty())))
                .map(upload -> new Incoming(sent, upload, false));
    }

    @Override
    public Outcome<WireAnswer> end(Incoming incoming) {
        return kept(incoming.upload()).then(whole -> accepted(incoming));
    }

    /** What is there already is looked at when it is accepted: it may be the same again. */
    private Outcome<Sent> room(Sent sent) {
        return stores.jdbi().withHandle(handle -> BatchAcceptance.noRoom(handle, sent, stores.waiting())).map(Outcome::<Sent>refused).orElseGet(() -> Outcome.of(sent));
    }

    private static Outcome<Upload> kept(Upload upload) {
        return upload.end().then(whole -> whole
                ? upload.keep().fold(Outcome::of, refusal -> Outcome.<Upload>refused(Incoming.asWhole(refusal)))
                : Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "", "as many bytes as were announced")));
    }

    private Outcome<WireAnswer> accepted(Incoming incoming) {
        Sent sent = incoming.stage();
        BatchAcceptance acceptance = BatchAcceptance.of(rooms, stores, incoming);
        try {
            return stores.jdbi().inTransaction(acceptance::write).map(batch -> answer(sent, batch));
        } catch (JdbiException notWritten) {
            // not the message: the database quotes values in it
            LOG.warn("{} cannot be accepted: {}", sent.name(), notWritten.getClass().getSimpleName());
            return Outcome.refused(RefusalCode.EVIDENCE_UNAVAILABLE, "");
        }
    }

    private WireAnswer answer(Sent sent, Batch batch) {
        Identified who = sent.before();
        Received received = who.before();
        Letter letter = new Letter(batch.id().toString(), rooms.source(), who.kind(), "acceptance", rooms.now(), sent.id());
        WireAnswer answer = who.dialect().accepted(letter, new Acceptance(batch.id().toString(), batch.entry().toString(), batch.accepted()));
        LINES.info("{} {} {} > - {} {} ms", batch.id(), who.kind(), who.partner().id(), batch.id().equals(sent.name()) ? "accepted" : "accepted-before",
                Duration.between(received.at(), rooms.now()).toMillis());
        return rooms.convention(received.convention()).signAnswer(answer, received.request(), who.caller().key().algorithm(), rooms.now());
    }

    @Override
    public WireAnswer refuse(Stage stage, Refusal refusal) {
        WireAnswer answer = arrival.refuse(stage, refusal);
        return refusal.http().isPresent() ? new WireAnswer(refusal.http().getAsInt(), answer.headers(), answer.body()) : answer;
    }

    @Override
    public Enquiry.Reports reports() {
        return new BatchReport(stores.jdbi());
    }

    @Override
    public void forget(Instant now) {
        rooms.contract().kinds().stream().flatMap(name -> rooms.contract().kind(name).stream()).filter(kind -> kind.feed().isPresent()).forEach(kind ->
                stores.jdbi().useHandle(handle -> new BatchRows(handle).forget(kind.name(), now.minus(kind.kept().message()))));
    }

    /** What is sent for trying out and what is sent in earnest have nothing to do with each other, whatever they are called. */
    static Digest identity(Sent sent) {
        String partner = sent.before().partner().id().value();
        String environment = sent.before().caller().key().environment().name();
        return sent.id()
                .map(id -> Digest.ofTexts("batch", partner, environment, sent.source().orElse(""), id))
                .orElseGet(() -> Digest.ofTexts("batch as sent", partner, environment, sent.before().caller().replayKey().toString()));
    }
}
