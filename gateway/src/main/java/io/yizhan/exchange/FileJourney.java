package io.yizhan.exchange;

import io.yizhan.attachment.Offer;
import io.yizhan.attachment.Spooled;
import io.yizhan.convention.Convention;
import io.yizhan.delivery.Lane;
import io.yizhan.envelope.Letter;
import io.yizhan.envelope.Told;
import io.yizhan.exchange.Query.Trouble;
import io.yizhan.mapping.Dialect;
import io.yizhan.mapping.Service;
import io.yizhan.partner.Answerer;
import io.yizhan.partner.Endpoint;
import io.yizhan.signature.ContentDigest;
import io.yizhan.vault.LiveSecret;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.Release;
import io.yizhan.vocabulary.Streamed;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

final class FileJourney implements FileFetch {
    private static final int OK = 200;
    private static final int LONGEST_WORDS = 64 << 10;

    private final Rooms rooms;
    private final Secrets secrets;
    private final Journal journal;

    FileJourney(Rooms rooms) {
        this.rooms = rooms;
        this.secrets = new Secrets(rooms);
        this.journal = new Journal(rooms.clock());
    }

    @Override
    public Outcome<Wanted> admit(Identified who, Bounds bounds) {
        if (who.partner().suspended()) {
            return Outcome.refused(RefusalCode.SUSPENDED, "");
        }
        return rooms.offers()
                .named(who.file().orElseThrow())
                .then(offer -> isFor(who, offer) ? Outcome.of(offer) : gone())
                .then(offer -> answerer(who, offer).then(answerer -> wanted(who, bounds, offer, answerer)))
                .then(FileJourney::ofASizeThatIsRead);
    }

    private boolean isFor(Identified who, Offer offer) {
        return offer.isFor(who.partner().id(), who.kind(), who.caller().key().environment(), rooms.now());
    }

    /** Whatever it was: nobody learns from the refusal what is offered to others. */
    private static <T> Outcome<T> gone() {
        return Outcome.refused(RefusalCode.NO_SUCH_FILE, "");
    }

    /** What was agreed when the file was offered must still be agreed. */
    private Outcome<Answerer> answerer(Identified who, Offer offer) {
        return who.before()
                .directory()
                .again(who.partner().id(), who.kind(), offer.agreement(), offer.endpoint(), rooms.today())
                .then(found -> found.agreement().release() == Release.FULL ? Outcome.of(found) : Outcome.refused(RefusalCode.NOT_AGREED, ""));
    }

    private Outcome<Wanted> wanted(Identified who, Bounds bounds, Offer offer, Answerer answerer) {
        Dialect dialect = rooms.dialects()
                .named(answerer.partner().dialect())
                .orElseThrow(() -> new IllegalStateException("a partner without its dialect"));
        return FileOffers.link(rooms, offer, answerer.endpoint())
                .map(link -> Outcome.of(new Wanted(who, bounds, offer, answerer, dialect, link)))
                .orElseGet(FileJourney::gone);
    }

    private static Outcome<Wanted> ofASizeThatIsRead(Wanted wanted) {
        long largest = wanted.bounds().largestFile();
        boolean tooLarge = wanted.offer().promise().size().filter(size -> size > largest).isPresent();
        return tooLarge
                ? Outcome.refused(Refusal.of(RefusalCode.ENDPOINT_BAD_ANSWER, "", "a file of at most " + largest + " bytes"))
                : Outcome.of(wanted);
    }

    @Override
    public Outcome<Noted> record(Wanted wanted) {
        return rooms.evidence().file(wanted).map(Noted::new);
    }

    @Override
    public Outcome<Attempt> attempt(Noted noted) {
        Endpoint endpoint = noted.before().answerer().endpoint();
        return inTime(noted).then(left -> rooms.lanes()
                .to(endpoint.name(), endpoint.concurrency())
                .enter()
                .then(permit -> attempt(noted, permit, left)));
    }

    private Outcome<Duration> inTime(Noted noted) {
        Duration left = Duration.between(rooms.now(), noted.since(Received.class).at().plus(noted.before().bounds().timeBudget()));
        return left.isNegative() || left.isZero() ? Outcome.refused(RefusalCode.ENDPOINT_TIMEOUT, "") : Outcome.of(left);
    }

    /** A call that is not made, for whatever reason, gives its place back. */
    private Outcome<Attempt> attempt(Noted noted, Lane.Permit permit, Duration left) {
        Wanted wanted = noted.before();
        try {
            return secrets.forCall(wanted.answerer().endpoint(), wanted.dialect().convention(), permit, left)
                    .then(secret -> inTime(noted).then(still -> {
                        WireRequest get = signed(wanted, secret);
                        return rooms.spool().open(wanted.largest()).<Outcome<Attempt>>fold(
                                file -> Outcome.of(new Attempt(noted, get, secret, permit, still, file)), Outcome::refused);
                    }))
                    .fold(Outcome::of, refusal -> {
                        permit.unused();
                        return Outcome.refused(refusal);
                    });
        } catch (RuntimeException defect) {
            permit.unused();
            throw defect;
        }
    }

    private WireRequest signed(Wanted wanted, Optional<LiveSecret> secret) {
        String service = wanted.dialect().serviceFor(wanted.before().kind()).flatMap(Service::files).map(Service.Place::code).orElse("");
        WireRequest get = new WireRequest("GET", wanted.link(), wanted.since(Received.class).trace(), new byte[0]);
        return Call.signed(rooms, get, wanted.dialect(), wanted.answerer().endpoint(), service, secret);
    }

    @Override
    public Outcome<Fetched> fetch(Attempt attempt, WireAnswer head, InputStream content) throws IOException {
        if (head.status() != OK) {
            settle(attempt, head.status());
            return Outcome.refused(Settling.isTransient(head.status()) ? RefusalCode.ENDPOINT_UNAVAILABLE : RefusalCode.ENDPOINT_REFUSED, "");
        }
        Outcome<Spooled> filled = attempt.file().fill(content);
        settle(attempt, head.status());
        return filled.fold(Outcome::of, refusal -> Outcome.<Spooled>refused(refusal.as(RefusalCode.ENDPOINT_BAD_ANSWER)))
                .then(file -> file.form().isPresent() ? Outcome.of(file) : Outcome.refused(said(attempt, head), ""))
                .then(file -> promise(attempt).brokenBy(file).map(Outcome::<Spooled>refused).orElseGet(() -> Outcome.of(file)))
                .then(file -> vouchedFor(attempt, head, file))
                .map(file -> new Fetched(attempt.noted(), file));
    }

    private static Offer.Promise promise(Attempt attempt) {
        return attempt.noted().before().offer().promise();
    }

    private static void settle(Attempt attempt, int status) {
        if (status >= 500) {
            attempt.permit().failed();
        } else {
            attempt.permit().answered();
        }
    }

    /** What came is no file: many platforms say with HTTP 200, in their own words, what is the matter. */
    private RefusalCode said(Attempt attempt, WireAnswer head) {
        Wanted wanted = attempt.noted().before();
        if (attempt.file().length() > LONGEST_WORDS) {
            return RefusalCode.ENDPOINT_BAD_ANSWER;
        }
        ByteBuffer words = ByteBuffer.allocate((int) attempt.file().length());
        attempt.file().read(words, 0);
        String id = wanted.since(Received.class).id().toString();
        Letter asked = new Letter(id, rooms.source(), wanted.before().kind(), "file", rooms.now(), Optional.empty());
        return wanted.dialect()
                .hear(new WireAnswer(head.status(), head.headers(), words.array()), asked)
                .fold(told -> meant(attempt, told.meaning()), refusal -> RefusalCode.ENDPOINT_BAD_ANSWER);
    }

    /** Whoever asks again after a secret was over asks with another. */
    private RefusalCode meant(Attempt attempt, Told.Meaning meaning) {
        Wanted wanted = attempt.noted().before();
        return switch (meaning) {
            case OK -> RefusalCode.ENDPOINT_BAD_ANSWER;
            case RETRY -> RefusalCode.ENDPOINT_UNAVAILABLE;
            case REFUSE, NOT_FOUND -> RefusalCode.ENDPOINT_REFUSED;
            case REFRESH_SECRET -> attempt.secret()
                    .filter(secret -> secrets.turnDown(wanted.answerer().endpoint(), wanted.dialect().convention(), secret))
                    .map(another -> RefusalCode.ENDPOINT_UNAVAILABLE)
                    .orElse(RefusalCode.ENDPOINT_REFUSED);
        };
    }

    /** By the digest in the answer that spoke of it; where that gave none, by its own signature, if answers are signed there. */
    private Outcome<Spooled> vouchedFor(Attempt attempt, WireAnswer head, Spooled file) {
        Wanted wanted = attempt.noted().before();
        if (wanted.offer().promise().digest().isPresent()) {
            return Outcome.of(file);
        }
        WireAnswer whole = WireAnswer.of(head.status(), head.headers(), new Streamed(file.digest(), file.length()));
        return rooms.convention(wanted.dialect().convention())
                .verifyAnswer(whole, attempt.call(), Settling.keysOf(wanted, wanted.answerer().endpoint()), rooms.now())
                .map(verified -> file);
    }

    @Override
    public Outcome<Fetched> fetch(Attempt attempt, Trouble trouble) {
        attempt.permit().failed();
        return Outcome.refused(Settling.told(trouble), "");
    }

    @Override
    public Outcome<Released> record(Fetched fetched) {
        return rooms.evidence().file(fetched).map(this::released);
    }

    private Released released(Fetched fetched) {
        Received received = fetched.since(Received.class);
        Convention convention = rooms.convention(received.convention());
        String algorithm = fetched.since(Identified.class).caller().key().algorithm();
        WireAnswer answer = convention.signAnswer(answer(fetched.file()), received.request(), algorithm, rooms.now());
        journal.answered(fetched);
        return new Released(fetched, answer);
    }

    /** What it is called is what its bytes are, whatever its keeper called it. */
    private static WireAnswer answer(Spooled file) {
        String mediaType = file.form().orElseThrow(() -> new IllegalStateException("a file of no form was let in")).mediaType();
        Headers headers = Headers.of("Content-Type", mediaType, "Content-Digest", ContentDigest.of(file.digest()), "Cache-Control", "no-store");
        return WireAnswer.of(OK, headers, new Streamed(file.digest(), file.length()));
    }
}
