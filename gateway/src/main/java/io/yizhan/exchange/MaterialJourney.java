package io.yizhan.exchange;

import io.yizhan.attachment.Attachments;
import io.yizhan.attachment.Attachments.Progress;
import io.yizhan.attachment.Content;
import io.yizhan.attachment.Part;
import io.yizhan.attachment.Upload;
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
import java.util.Optional;

final class MaterialJourney implements Materials {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    private static final int PARTIAL_CONTENT = 206;
    private static final int CONFLICT = 409;
    private static final String BRING = "PUT";
    private static final String LOOK = "HEAD";
    private static final String OFFSET = "Upload-Offset";

    private final Rooms rooms;
    private final Arrival arrival;
    private final Attachments attachments;
    private final Journal journal;

    MaterialJourney(Rooms rooms, Attachments attachments) {
        this.rooms = rooms;
        this.arrival = Arrival.of(rooms);
        this.attachments = attachments;
        this.journal = new Journal(rooms.clock());
    }

    @Override
    public Outcome<Received> receive(String method, URI uri, Headers headers, InetAddress peer, String convention, Digest digest) {
        if (!method.equals(BRING)) {
            return Outcome.of(arrival.receive(new WireRequest(method, uri, headers, new byte[0]), peer, convention));
        }
        return part(headers).map(part -> {
            Streamed content = new Streamed(part.digest().orElse(digest), part.length());
            return arrival.receive(WireRequest.of(method, uri, headers, content), peer, convention);
        });
    }

    private static Outcome<Part> part(Headers headers) {
        return Part.of(
                headers.first("Content-Length"),
                headers.first("Content-Range"),
                headers.first(OFFSET),
                headers.first("Upload-Length"),
                ContentDigest.sha256(headers.all(ContentDigest.FIELD)));
    }

    @Override
    public Outcome<Asked> identify(Received received, Digest digest) {
        Use use = received.request().method().equals(BRING) ? Use.BRING : Use.FETCH;
        return arrival.identify(received)
                .then(who -> who.partner().suspended() ? Outcome.refused(RefusalCode.SUSPENDED, "") : Outcome.of(new Asked(who, use, digest)));
    }

    @Override
    public Outcome<WireAnswer> look(Asked asked) {
        return attachments.progress(asked.item()).then(found -> found.map(progress -> Outcome.of(told(asked, NO_CONTENT, progress)))
                .orElseGet(() -> Outcome.refused(RefusalCode.NO_SUCH_FILE, "")));
    }

    private WireAnswer told(Stage stage, int status, Progress progress) {
        Headers headers = Headers.of(
                OFFSET, String.valueOf(progress.offset()),
                "Upload-Length", String.valueOf(progress.size()),
                "Upload-Complete", progress.whole() ? "?1" : "?0",
                "Cache-Control", "no-store");
        journal.answered(stage);
        return signed(stage, new WireAnswer(status, headers, new byte[0]));
    }

    private WireAnswer signed(Stage stage, WireAnswer answer) {
        Received received = stage.since(Received.class);
        String algorithm = stage.since(Identified.class).caller().key().algorithm();
        return rooms.convention(received.convention()).signAnswer(answer, received.request(), algorithm, rooms.now());
    }

    // ---- bringing ----

    @Override
    public Outcome<Incoming> take(Asked asked) {
        return part(asked.since(Received.class).request().headers())
                .then(part -> ofThatContent(asked, part))
                .then(part -> attachments.progress(asked.item()).then(found -> found.filter(Progress::whole)
                        .map(whole -> Outcome.of(new Incoming(asked, Optional.empty(), whole.size())))
                        .orElseGet(() -> begun(asked, part))));
    }

    /** In one request the content is the whole, so that it is known now whether it can be. */
    private static Outcome<Part> ofThatContent(Asked asked, Part part) {
        if (part.from() > 0 || !part.last()) {
            return Outcome.of(part);
        }
        boolean another = part.digest().filter(told -> !told.equals(asked.digest())).isPresent();
        return another
                ? Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "Content-Digest", "the digest in the address").told(422))
                : Outcome.of(part.beside(Optional.empty()));
    }

    private Outcome<Incoming> begun(Asked asked, Part part) {
        return rooms.evidence()
                .material(asked)
                .then(noted -> attachments.upload(asked.item(), part).map(upload -> new Incoming(noted, Optional.of(upload), part.total())));
    }

    @Override
    public Outcome<WireAnswer> end(Incoming incoming) {
        if (incoming.upload().isEmpty()) {
            return Outcome.of(told(incoming.stage(), NO_CONTENT, new Progress(incoming.size(), incoming.size(), true)));
        }
        Upload upload = incoming.upload().get();
        return upload.end().then(whole -> whole
                ? kept(incoming, upload)
                : Outcome.of(told(incoming.stage(), ACCEPTED, new Progress(upload.offset(), incoming.size(), false))));
    }

    /** In the ledger first: what it says, that this content came in as a whole, is true whatever happens next. */
    private Outcome<WireAnswer> kept(Incoming incoming, Upload upload) {
        return rooms.evidence()
                .material(new Over(incoming.stage().since(Noted.class)))
                .then(over -> upload.keep().map(kept -> told(over, CREATED, new Progress(incoming.size(), incoming.size(), true))));
    }

    // ---- fetching ----

    @Override
    public Outcome<Outgoing> give(Asked asked, Optional<String> range) {
        return rooms.evidence().material(asked).then(noted -> attachments.open(asked.item()).then(content -> {
            Outcome<Outgoing> going = part(range, content.length()).then(part -> leaving(noted, content, part));
            if (going instanceof Outcome.Refused<Outgoing>) {
                content.close();
            }
            return going;
        }));
    }

    /** @param whole whether no part was asked for */
    private record Stretch(long from, long length, boolean whole) {}

    private static Outcome<Stretch> part(Optional<String> range, long size) {
        Optional<String> bytes = range.filter(text -> text.matches("bytes=([0-9]{1,18}-[0-9]{0,18}|-[0-9]{1,18})"));
        if (bytes.isEmpty()) {
            return Outcome.of(new Stretch(0, size, true));
        }
        String[] ends = bytes.get().substring("bytes=".length()).split("-", 2);
        boolean last = ends[0].isEmpty();
        long from = last ? Math.max(0, size - Long.parseLong(ends[1])) : Long.parseLong(ends[0]);
        long end = last || ends[1].isEmpty() ? size : Math.min(size, Long.parseLong(ends[1]) + 1);
        return from < end
                ? Outcome.of(new Stretch(from, end - from, false))
                : Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "Range", "bytes of the " + size + " there are").told(416));
    }

    private Outcome<Outgoing> leaving(Noted noted, Content content, Stretch part) {
        return rooms.evidence().material(new Over(noted)).map(over -> {
            journal.answered(over);
            return new Outgoing(over, signed(over, answer(content, part)), content, part.from());
        });
    }

    /** What kind of file it is is said by the message that refers to it. */
    private static WireAnswer answer(Content content, Stretch part) {
        Headers headers = Headers.of(
                "Content-Type", "application/octet-stream",
                part.whole() ? ContentDigest.FIELD : ContentDigest.OF_THE_WHOLE, ContentDigest.of(content.digest()),
                "ETag", "\"" + content.digest() + "\"",
                "Accept-Ranges", "bytes",
                "Cache-Control", "no-store");
        Headers all = part.whole()
                ? headers
                : headers.with("Content-Range", "bytes " + part.from() + "-" + (part.from() + part.length() - 1) + "/" + content.length());
        return WireAnswer.of(part.whole() ? OK : PARTIAL_CONTENT, all, new Streamed(content.digest(), part.length()));
    }

    // ---- refusing ----

    /** The answer to HEAD has no body, so that only its status can tell a refusal, whatever the dialect. */
    @Override
    public WireAnswer refuse(Stage stage, Refusal refusal) {
        WireAnswer answer = arrival.refuse(stage, refusal);
        boolean bodiless = stage.since(Received.class).request().method().equals(LOOK);
        int status = bodiless ? refusal.status() : refusal.http().orElse(answer.status());
        Headers headers = refusal.http().orElse(0) == CONFLICT ? answer.headers().and(offset(stage)) : answer.headers();
        return new WireAnswer(status, headers, answer.body());
    }

    private Headers offset(Stage stage) {
        return stage.reached(Asked.class)
                .map(asked -> attachments.progress(asked.item()).fold(found -> found.map(Progress::offset).orElse(0L), unknown -> 0L))
                .map(offset -> Headers.of(OFFSET, String.valueOf(offset)))
                .orElse(Headers.none());
    }
}
