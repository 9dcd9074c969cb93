package io.yizhan.intake;

import io.yizhan.attachment.Attachments;
import io.yizhan.attachment.Upload;
import io.yizhan.contract.Contract;
import io.yizhan.exchange.Enquiry;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Received;
import io.yizhan.exchange.Rooms;
import io.yizhan.exchange.Stage;
import io.yizhan.ledger.Ledger;
import io.yizhan.mapping.Dialects;
import io.yizhan.store.Claims;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Publishers send items of a feed by the thousand: {@code POST} where one item is sent, in one of the {@link Form}s, with Content-Length and
 * Content-Digest. The steps: receive, identify, admit, take, then its bytes, end. Each may wait for the disk or the database, and none for the partner.
 * Nothing of it is read before it is known who brings what, and whether they may; what came of one whose connection breaks is dropped. Once it is
 * accepted its lines become messages of their own ({@link Intake}), and what became of them is told where messages are asked about. Safe for use
 * by many threads.
 */
public interface Batches {
    static Batches of(Rooms rooms, Stores stores) {
        return new BatchJourney(rooms, stores);
    }

    /**
     * @param columns what the columns of files mean, where files with columns may be sent
     * @param waiting bytes of all batches of a sender that are not worked off yet
     */
    record Stores(Jdbi jdbi, Claims claims, Ledger ledger, Attachments attachments, ColumnFiles columns, long waiting) {}

    /**
     * Where items of feeds are sent, and how those sign who do.
     *
     * @return the convention's name by the path
     * @throws IllegalStateException naming two dialects that share a path and sign differently
     */
    static Map<String, String> places(Dialects dialects, Contract contract) {
        return BatchPlaces.of(dialects, contract);
    }

    /** Names the exchange: refuses malformed, where the header fields do not tell how much comes and its digest. */
    Outcome<Received> receive(URI uri, Headers headers, InetAddress peer, String convention);

    /** Finds out who sends it: refuses as {@link io.yizhan.exchange.Arrival#identify}. */
    Outcome<Identified> identify(Received received);

    /**
     * Finds out whether they may: refuses suspended, unknown-kind; malformed with 415 where the kind is no
     * feed, the dialect has no lines or nobody has said what columns mean; not-agreed, also of a source that is not the sender's.
     */
    Outcome<Sent> admit(Identified who, Form form);

    /** Makes room for it: refuses as {@link Attachments#upload}, too-many also where too much of this sender's is not worked off yet. Where the gateway has that content already, its bytes are only held against their digest. */
    Outcome<Incoming> take(Sent sent);

    /**
     * All of it has come. Makes it durable with its evidence, and answers with its id; the same batch again gets its first acceptance again. Refuses
     * malformed with 422 where it is not what its digest says, replayed, conflicting-duplicate, too-many, evidence-unavailable, gateway-unavailable.
     */
    Outcome<WireAnswer> end(Incoming incoming);

    /** As {@link io.yizhan.exchange.Arrival#refuse}. */
    WireAnswer refuse(Stage stage, Refusal refusal);

    /** Tells their senders how they stand. */
    Enquiry.Reports reports();

    /** Those that were over before then are forgotten with their reports, as long after as each kind says. */
    void forget(Instant now);

    /** A batch that its sender may send. @param content its digest, as its sender says */
    record Sent(Identified before, Form form, Digest content) implements Stage {
        Attachments.Item item() {
            return new Attachments.Item(content, before.caller().key().environment(), before.partner().id());
        }

        /** The sender's own name for it, where it gave one (CloudEvents in header fields, whatever the dialect). */
        Optional<String> id() {
            return before.before().request().headers().first("ce-id").filter(id -> !id.isBlank());
        }

        Optional<String> source() {
            return before.before().request().headers().first("ce-source");
        }

        /** In bytes, as its sender says. */
        long length() {
            return before.before().request().streamed().orElseThrow().length();
        }

        MessageId name() {
            return before.before().id();
        }
    }

    /**
     * A batch that is about to come in. Whoever has this closes it in the end.
     *
     * @param there whether the gateway has that content from this sender already
     */
    record Incoming(Sent stage, Upload upload, boolean there) implements AutoCloseable {
        private static final int NO_ROOM = 507;

        /** Takes what has come; empty unless that is refused: malformed, gateway-unavailable. */
        public Optional<Refusal> take(ByteBuffer bytes) {
            return upload.take(bytes).fold(taken -> Optional.empty(), refusal -> Optional.of(asWhole(refusal)));
        }

        /** A batch is sent as a whole: nothing of it is kept that could be continued. */
        static Refusal asWhole(Refusal refusal) {
            return refusal.code() == RefusalCode.GATEWAY_UNAVAILABLE
                    ? Refusal.of(RefusalCode.GATEWAY_UNAVAILABLE, "", "all of it again later").told(NO_ROOM)
                    : refusal;
        }

        /** The rest will not come. */
        public void drop() {
            upload.drop();
        }

        @Override
        public void close() {
            upload.close();
        }
    }
}
