package io.yizhan.assembly;

import io.yizhan.api.InboxDesk;
import io.yizhan.dispatch.Inbox;
import io.yizhan.exchange.Arrival;
import io.yizhan.mapping.Dialects;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Mailboxes, wired: the desk is there before what it hands on to, and its bell before anybody rings it. */
final class MailRoom {
    private static final Duration LOOKING = Duration.ofMillis(500);

    private final Settings settings;
    private final Map<String, String> places;
    private final AtomicReference<Inbox> inbox = new AtomicReference<>();
    private final AtomicReference<Runnable> bell = new AtomicReference<>(() -> {});

    private MailRoom(Settings settings, Map<String, String> places) {
        this.settings = settings;
        this.places = places;
    }

    static MailRoom of(Settings settings, Dialects dialects) {
        try {
            return new MailRoom(settings, Arrival.places(dialects, Inbox.PLACE));
        } catch (IllegalStateException ambiguous) {
            throw new CannotStart(ambiguous.getMessage(), ambiguous);
        }
    }

    InboxDesk desk() {
        return new InboxDesk(places, inbox::get, settings.http().externalUrl(), LOOKING, bell::set);
    }

    void serve(Inbox one) {
        inbox.set(one);
    }

    /** Something may have come. */
    void ring() {
        bell.get().run();
    }
}
