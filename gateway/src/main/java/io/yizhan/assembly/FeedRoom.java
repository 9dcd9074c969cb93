package io.yizhan.assembly;

import io.yizhan.api.FeedDesk;
import io.yizhan.following.Following;
import io.yizhan.mapping.Dialects;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Feeds, wired: the desk is there before what it hands on to, and its bell before anybody rings it. */
final class FeedRoom {
    private static final Duration LOOKING = Duration.ofMillis(500);

    private final Settings settings;
    private final Map<String, String> places;
    private final AtomicReference<Following> following = new AtomicReference<>();
    private final AtomicReference<Runnable> bell = new AtomicReference<>(() -> {});

    private FeedRoom(Settings settings, Map<String, String> places) {
        this.settings = settings;
        this.places = places;
    }

    static FeedRoom of(Settings settings, Dialects dialects) {
        try {
            return new FeedRoom(settings, Following.places(dialects));
        } catch (IllegalStateException ambiguous) {
            throw new CannotStart(ambiguous.getMessage(), ambiguous);
        }
    }

    FeedDesk desk() {
        return new FeedDesk(places, following::get, settings.http().externalUrl(), LOOKING, bell::set);
    }

    void serve(Following one) {
        following.set(one);
    }

    /** Something may have changed. */
    void ring() {
        bell.get().run();
    }
}
