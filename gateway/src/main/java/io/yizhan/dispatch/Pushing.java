package io.yizhan.dispatch;

import io.yizhan.attachment.Content;
import io.yizhan.dispatch.Dispatch.Begun;
import io.yizhan.exchange.Materials;
import io.yizhan.exchange.Outgoing.Meaning;
import io.yizhan.exchange.Outgoing.Sent;
import io.yizhan.mapping.Service;
import io.yizhan.partner.Endpoint;
import io.yizhan.signature.ContentDigest;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Streamed;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that go before the message that speaks of them, to an endpoint that has them brought; each is on its way only once that is on disk. */
final class Pushing {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    /** As long as the files of one attempt may take; the rest goes with the next. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private final Desk desk;
    private final Verdicts verdicts;

    Pushing(Desk desk, Verdicts verdicts) {
        this.desk = desk;
        this.verdicts = verdicts;
    }

    /** Brings what is not there yet, one after the other. Refuses no-such-file, where one is not kept any more. */
    Outcome<Meaning> push(Begun begun) {
        Endpoint endpoint = begun.there();
        Instant end = desk.now().plus(LONGEST);
        Set<Digest> there = desk.attachments().pushed(endpoint.name(), begun.before().files());
        for (Digest file : begun.before().files()) {
            Outcome<Meaning> outcome = there.contains(file) ? Outcome.of(Meaning.TAKEN) : push(begun, file, end);
            if (outcome.fold(meaning -> meaning != Meaning.TAKEN, refusal -> true)) {
                return outcome;
            }
        }
        return Outcome.of(Meaning.TAKEN);
    }

    private Outcome<Meaning> push(Begun begun, Digest file, Instant end) {
        Duration left = Duration.between(desk.now(), end);
        if (left.isNegative() || !noted(begun, file)) {
            return Outcome.of(Meaning.LATER);
        }
        return desk.attachments().open(file, begun.there().environment()).map(content -> {
            try (content) {
                return brought(begun, content, left);
            }
        });
    }

    private boolean noted(Begun begun, Digest file) {
        try {
            return desk.records().write(new Records.Bringing(verdicts.bringing(begun, file))).join();
        } catch (CompletionException notWritten) {
            LOG.warn("a file of {} cannot be noted, so it is not brought: {}", begun.before().before().claimed().message(),
                    notWritten.getCause().getClass().getSimpleName());
            return false;
        }
    }

    private Meaning brought(Begun begun, Content content, Duration left) {
        Endpoint endpoint = begun.there();
        Sent sent = begun.sent();
        String place = endpoint.habits().attachments().map(URI::toString).orElseThrow(() -> new IllegalStateException("an endpoint that fetches files")).replaceAll("/+$", "");
        Headers headers = Headers.of("Content-Type", "application/octet-stream", ContentDigest.OF_THE_WHOLE, ContentDigest.of(content.digest()));
        WireRequest put = WireRequest.of("PUT", URI.create(place + "/" + content.digest()), headers, new Streamed(content.digest(), content.length()));
        String service = sent.dialect().place(Materials.PLACE).map(Service.Place::code).orElse("");
        WireRequest signed = desk.outgoing().signed(put, sent.dialect(), endpoint, service, sent.secret());
        Sent call = new Sent(sent.letter(), signed, sent.dialect(), endpoint, sent.secret());
        Meaning meaning = desk.outgoing().bring(call, content.stream(), left, begun.before().before().directory());
        if (meaning == Meaning.TAKEN) {
            desk.attachments().push(endpoint.name(), content.digest());
        }
        return meaning;
    }
}
