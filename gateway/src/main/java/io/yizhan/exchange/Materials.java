package io.yizhan.exchange;

import io.yizhan.attachment.Attachments;
import io.yizhan.attachment.Content;
import io.yizhan.attachment.Upload;
import io.yizhan.mapping.Dialects;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.WireAnswer;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Partners bring the materials their messages refer to, and fetch those that messages to them refer to: {@code PUT}, {@code HEAD} and
 * {@code GET} of an address that ends in the SHA-256 of the content. The steps of bringing: receive, identify, take, then its bytes, end; of
 * fetching: receive, identify, give, then its bytes; of asking how much is there: receive, identify, look. Each step may wait for the disk or
 * the database, and none for the partner. Safe for use by many threads.
 *
 * <p>Nothing of a content is taken before it is known who brings it. That is possible because a signature never needs the content: it covers
 * the address, which names the whole by its digest, and where a convention signs whole messages also Content-Digest, which is the digest of
 * what this very request brings. Brought in one request, that is the one in the address; brought in parts, it is the part's, and a part that
 * turns out to be another is dropped when it has ended. Nothing counts before the whole has the digest in the address: so in conventions that
 * sign no body, too, nobody can put another content in its place.
 *
 * <p>Somebody whose connection broke, or who was told to come later (408, 503, 507), asks by {@code HEAD} how much is there and goes on from
 * there: {@code Content-Range: bytes <offset>-<last>/<size>} or {@code Upload-Offset: <offset>}, the latter also where all bytes are there but
 * the whole could not be kept. A part that begins elsewhere is refused with 409 and Upload-Offset; a content without either begins anew.
 */
public interface Materials {
    /** What dialects call the place where materials are. */
    String PLACE = "attachments";

    static Materials of(Rooms rooms, Attachments attachments) {
        return new MaterialJourney(rooms, attachments);
    }

    /**
     * Where partners bring and fetch materials, below a path for each dialect that has one, and how they sign there.
     *
     * @return the convention's name by the path
     * @throws IllegalStateException naming two dialects that share a path and sign differently
     */
    static Map<String, String> places(Dialects dialects) {
        return Arrival.places(dialects, PLACE);
    }

    /** Names the exchange: refuses malformed, where the header fields do not tell how much comes. */
    Outcome<Received> receive(String method, URI uri, Headers headers, InetAddress peer, String convention, Digest digest);

    /** Finds out who brings or fetches: refuses as {@link Arrival#identify}, and suspended. */
    Outcome<Asked> identify(Received received, Digest digest);

    /**
     * Tells how much is there: 204 with Upload-Offset, Upload-Length and Upload-Complete (draft-ietf-httpbis-resumable-upload). Refuses
     * no-such-file, gateway-unavailable.
     */
    Outcome<WireAnswer> look(Asked asked);

    /**
     * Makes it durable that somebody brings something, and makes room for it: refuses replayed, evidence-unavailable; malformed with 422 where
     * the digest told is not the one in the address; and as {@link Attachments#upload}.
     *
     * @return nothing to be taken where all of it is there
     */
    Outcome<Incoming> take(Asked asked);

    /**
     * What is brought has ended: 202 with Upload-Offset while more is missing, else 201, and then it is durable. Refuses malformed with 422
     * where it is not what it is named, evidence-unavailable, gateway-unavailable.
     */
    Outcome<WireAnswer> end(Incoming incoming);

    /**
     * Makes it durable that somebody fetches something, before any of it leaves: refuses replayed, no-such-file, evidence-unavailable,
     * gateway-unavailable, and malformed with 416.
     *
     * @param range the field Range of the request (RFC 9110 §14.2); anything but one range of bytes is passed over
     */
    Outcome<Outgoing> give(Asked asked, Optional<String> range);

    /** As {@link Arrival#refuse}; where a part does not follow on what is there, Upload-Offset tells how much that is. */
    WireAnswer refuse(Stage stage, Refusal refusal);

    /** What is done with a content. */
    enum Use {
        BRING("upload-request", "upload", "whole"),
        FETCH("file-request", "file", "answered");

        private final String request;
        private final String end;
        private final String outcome;

        Use(String request, String end, String outcome) {
            this.request = request;
            this.end = end;
            this.outcome = outcome;
        }

        /** What the ledger calls it. */
        String step(boolean over) {
            return over ? end : request;
        }

        String outcome() {
            return outcome;
        }
    }

    /** It is known who wants to do what with which content. */
    record Asked(Identified before, Use use, Digest digest) implements Stage {
        Attachments.Item item() {
            return new Attachments.Item(digest, before.caller().key().environment(), before.partner().id());
        }
    }

    /** The request is in the ledger. */
    record Noted(Asked before) implements Stage {}

    /** What was brought is whole, or what is fetched is about to leave. */
    record Over(Noted before) implements Stage {}

    /**
     * A content, or a part of it, that is about to come in. Whoever has this closes it in the end; what was taken stays.
     *
     * @param upload empty where all of it is there already
     * @param size of the whole
     */
    record Incoming(Stage stage, Optional<Upload> upload, long size) implements AutoCloseable {
        /** Whether there is nothing to be taken. */
        public boolean there() {
            return upload.isEmpty();
        }

        /** Takes what has come; empty unless that is refused: malformed, gateway-unavailable. */
        public Optional<Refusal> take(ByteBuffer bytes) {
            return upload.orElseThrow(() -> new IllegalStateException("all of it is there")).take(bytes).fold(taken -> Optional.empty(), Optional::of);
        }

        @Override
        public void close() {
            upload.ifPresent(Upload::close);
        }
    }

    /**
     * A content, or a part of it, that may leave. Whoever has this closes it in the end.
     *
     * @param answer signed; its length is that of what leaves
     * @param from where that begins
     */
    record Outgoing(Over stage, WireAnswer answer, Content content, long from) implements AutoCloseable {
        /** Reads on, as {@link Content#read}; {@code at} counts from where that begins which leaves. */
        public int read(ByteBuffer into, long at) {
            into.limit((int) Math.min(into.limit(), into.position() + answer.length() - at));
            return content.read(into, from + at);
        }

        @Override
        public void close() {
            content.close();
        }
    }
}
