package io.yizhan.sandbox.cases;

import io.yizhan.sandbox.platforms.Asker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

final class KeptOffice implements Office {
    private final Letters letters;
    private final InstantSource clock;
    private final List<Consumer<Said>> officials = new CopyOnWriteArrayList<>();
    private final List<Visit> visits = new ArrayList<>();
    private final List<Said> received = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private Predicate<Said> closing = said -> false;
    private Duration closed = Duration.ZERO;
    private Instant opens = Instant.MIN;

    KeptOffice(Letters letters, InstantSource clock) {
        this.letters = letters;
        this.clock = clock;
    }

    @Override
    public synchronized boolean open(Asker.Call call) {
        Instant now = clock.instant();
        Optional<Letter> letter = letters.read(call);
        if (letter.map(Letter::said).filter(closing).isPresent()) {
            closing = said -> false;
            opens = now.plus(closed);
        }
        boolean open = !now.isBefore(opens);
        if (!open) {
            letter.ifPresent(away -> visits.add(new Visit(away, now, false)));
        }
        return open;
    }

    @Override
    public boolean take(Asker.Call call) {
        Optional<Letter> letter = letters.read(call);
        letter.filter(this::kept).ifPresent(first -> officials.forEach(official -> official.accept(first.said())));
        return letter.isPresent();
    }

    /** Whether it had not come before. */
    private synchronized boolean kept(Letter letter) {
        visits.add(new Visit(letter, clock.instant(), true));
        boolean first = ids.add(letter.id());
        if (first) {
            received.add(letter.said());
        }
        return first;
    }

    @Override
    public synchronized void closeAt(Predicate<Said> first, Duration time) {
        closing = first;
        closed = time;
    }

    @Override
    public void tell(Consumer<Said> official) {
        officials.add(official);
    }

    @Override
    public synchronized List<Visit> visits() {
        return List.copyOf(visits);
    }

    @Override
    public synchronized List<Said> received() {
        return List.copyOf(received);
    }
}
