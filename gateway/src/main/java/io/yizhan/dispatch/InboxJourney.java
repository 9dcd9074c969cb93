package io.yizhan.dispatch;

import io.yizhan.delivery.Message;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Queue.Claimed;
import io.yizhan.delivery.Queue.Name;
import io.yizhan.dispatch.Dispatch.Begun;
import io.yizhan.dispatch.Dispatch.Taken;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Identified;
import io.yizhan.exchange.Limits;
import io.yizhan.exchange.Received;
import io.yizhan.exchange.Rooms;
import io.yizhan.exchange.Stage;
import io.yizhan.partner.Endpoint;
import io.yizhan.store.Claims;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class InboxJourney implements Inbox {
    private static final Logger LINES = LoggerFactory.getLogger("exchange");
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final String FETCH = "GET";
    private static final String DELIVERED = "delivered";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final int USUAL = 10;
    private static final int MOST = 100;

    private final Rooms rooms;
    private final Desk desk;
    private final Dispatch dispatch;
    private final Claims claims;
    private final Function<Taken, Optional<Begun>> way;
    private final Arrival arrival;

    InboxJourney(Rooms rooms, Desk desk, Dispatch dispatch, Claims claims, Function<Taken, Optional<Begun>> way) {
        this.rooms = rooms;
        this.desk = desk;
        this.dispatch = dispatch;
        this.claims = claims;
        this.way = way;
        this.arrival = Arrival.of(rooms);
    }

    @Override
    public Received receive(WireRequest request, InetAddress peer, String convention) {
        return arrival.receive(request, peer, convention);
    }

    @Override
    public Outcome<Asked> identify(Received received) {
        return arrival.identify(received).then(who -> {
            if (who.partner().suspended()) {
                return Outcome.refused(RefusalCode.SUSPENDED, "");
            }
            return who.dialect().place(PLACE).filter(place -> place.code().isEmpty() || who.caller().service().filter(place.code()::equals).isPresent()).isPresent()
                    ? asked(who)
                    : Outcome.refused(RefusalCode.UNKNOWN_KIND, "");
        }).then(this::first);
    }

    private static Outcome<Asked> asked(Identified who) {
        String query = Optional.ofNullable(who.before().request().uri().getRawQuery()).orElse("");
        try {
            Duration wait = parameter(query, "wait").map(text -> Limits.duration("wait", text)).orElse(Duration.ZERO);
            int most = parameter(query, "max").map(text -> Limits.number("max", text)).orElse(USUAL);
            boolean sensible = wait.compareTo(LONGEST_WAIT) <= 0 && most >= 1 && most <= MOST;
            return sensible
                    ? Outcome.of(new Asked(who, wait, most))
                    : malformed("wait of at most " + LONGEST_WAIT.toSeconds() + "s, max of 1 to " + MOST);
        } catch (IllegalArgumentException another) {
            return malformed(another.getMessage());
        }
    }

    private static Outcome<Asked> malformed(String expected) {
        return Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "", expected));
    }

    private static Optional<String> parameter(String query, String name) {
        Matcher found = Pattern.compile("(?:^|&)" + name + "=([^&]*)").matcher(query);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** What a thief repeats hands nothing out. To say once more that something has arrived changes nothing, so that it needs no such care. */
    private Outcome<Asked> first(Asked asked) {
        Identified who = asked.before();
        if (!who.before().request().method().equals(FETCH)) {
            return Outcome.of(asked);
        }
        Claims.Claim claim = new Claims.Claim(
                who.caller().replayKey(), Digest.sha256(new byte[0]), who.before().id(), who.caller().replayableUntil());
        List<Claims.Taken> taken = desk.jdbi().inTransaction(handle -> claims.claim(handle, List.of(claim)));
        return taken.get(0).result() == Claims.Result.MINE ? Outcome.of(asked) : Outcome.refused(RefusalCode.REPLAYED, "");
    }

    @Override
    public Optional<WireAnswer> fetch(Asked asked) {
        List<Begun> begun = dispatch.claim(mailboxes(asked), asked.most()).stream().map(way).flatMap(Optional::stream).toList();
        return begun.isEmpty() ? Optional.empty() : Optional.of(signed(asked, answer(asked, begun)));
    }

    /** As they are registered now, which may be a while after the question. */
    private List<Endpoint> mailboxes(Asked asked) {
        Identified who = asked.before();
        return desk.registry().directory().endpoints().stream()
                .filter(endpoint -> endpoint.way() instanceof Endpoint.Mailbox
                        && endpoint.owner().equals(who.partner().id())
                        && endpoint.environment() == who.caller().key().environment())
                .toList();
    }

    private WireAnswer answer(Asked asked, List<Begun> begun) {
        String boundary = "yizhan-" + asked.since(Received.class).id();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        begun.forEach(one -> {
            body.writeBytes(ascii("--" + boundary + "\r\n" + fields(one) + "\r\n"));
            body.writeBytes(one.sent().call().body());
            body.writeBytes(ascii("\r\n"));
        });
        body.writeBytes(ascii("--" + boundary + "--\r\n"));
        LINES.info("{} {} > {} {}", asked.since(Received.class).id(), PLACE, asked.before().partner().id(), begun.size());
        return new WireAnswer(OK, Headers.of("Content-Type", "multipart/mixed; boundary=" + boundary, "Cache-Control", "no-store"), body.toByteArray());
    }

    /** Header fields are ASCII, and none of them has a line's end in it: dialects see to that. */
    private static String fields(Begun begun) {
        Message message = begun.before().before().said().message();
        Headers own = Headers.of(
                "Yizhan-Delivery", begun.claimed().name(), "Yizhan-Kind", message.kind(), "Yizhan-Message", message.part(),
                "Yizhan-Attempt", String.valueOf(begun.number()));
        return begun.sent().call().headers().and(own).fields().stream().map(field -> field.name() + ": " + field.value() + "\r\n").collect(Collectors.joining());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private WireAnswer signed(Stage stage, WireAnswer answer) {
        Received received = stage.since(Received.class);
        String algorithm = stage.since(Identified.class).caller().key().algorithm();
        return rooms.convention(received.convention()).signAnswer(answer, received.request(), algorithm, rooms.now());
    }

    @Override
    public WireAnswer nothing(Asked asked) {
        return signed(asked, new WireAnswer(NO_CONTENT, Headers.of("Cache-Control", "no-store"), new byte[0]));
    }

    @Override
    public Outcome<WireAnswer> acknowledge(Asked asked, String delivery) {
        Optional<Name> name = Name.parse(delivery);
        PartnerId who = asked.before().partner().id();
        String target = name.map(Name::party).filter(party -> !party.isEmpty()).map(party -> who + "/" + party).orElse(who.value());
        Set<String> own = mailboxes(asked).stream().map(Endpoint::name).collect(Collectors.toSet());
        Optional<Claimed> begun = name.flatMap(known -> desk.queue().begun(known.message(), target)).filter(open -> own.contains(open.target().endpoint()));
        begun.ifPresent(this::settle);
        boolean done = name.flatMap(known -> state(known.message(), target)).filter(DELIVERED::equals).isPresent();
        if (done) {
            return Outcome.of(nothing(asked));
        }
        // what was open a moment ago and is not settled now could not be written, or was handed out again meanwhile
        return Outcome.refused(begun.isPresent() ? RefusalCode.GATEWAY_UNAVAILABLE : RefusalCode.NO_SUCH_MESSAGE, "");
    }

    private void settle(Claimed begun) {
        Map<MessageId, Messages.Said> said = Leftovers.said(desk, List.of(begun));
        Optional.ofNullable(said.get(begun.message())).ifPresent(message -> dispatch.acknowledge(begun, message));
    }

    private Optional<String> state(MessageId message, String target) {
        return desk.messages().find(message).flatMap(found -> desk.queue().settled(found.kind(), message, target));
    }

    @Override
    public Set<Asked> waiting(Collection<Asked> asked) {
        Set<String> due = asked.isEmpty() ? Set.of() : new HashSet<>(desk.queue().due(rooms.now()));
        return asked.stream().filter(one -> mailboxes(one).stream().map(Endpoint::name).anyMatch(due::contains)).collect(Collectors.toSet());
    }

    @Override
    public WireAnswer refuse(Stage stage, Refusal refusal) {
        return arrival.refuse(stage, refusal);
    }
}
