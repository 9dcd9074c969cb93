package io.yizhan.sandbox;

import io.yizhan.sandbox.cases.Letters;
import io.yizhan.sandbox.cases.Said;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Outside;
import java.util.Optional;

/** A platform that sends messages nobody answers at once. Safe for use by many threads. */
public record Correspondent(Asker asker, Letters letters, Outside outside) {
    /**
     * What the gateway said to a message.
     *
     * @param id the platform's own of it
     * @param accepted the gateway's
     * @param refusal why it did not accept it
     */
    public record Sent(String id, Optional<String> accepted, Optional<String> refusal) {}

    /** Throws {@link java.io.UncheckedIOException} when there is no answer. */
    public Sent send(Said said) {
        String id = outside.id();
        Asker.Reply reply = asker.post(letters.draft(id, said));
        Optional<String> accepted = letters.accepted(reply);
        return new Sent(id, accepted, accepted.isPresent() ? Optional.empty() : reply.refusal().or(() -> Optional.of("no acceptance")));
    }
}
