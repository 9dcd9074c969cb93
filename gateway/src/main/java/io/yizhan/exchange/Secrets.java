package io.yizhan.exchange;

import io.yizhan.convention.Caller;
import io.yizhan.convention.Convention;
import io.yizhan.convention.Credential;
import io.yizhan.convention.Grant;
import io.yizhan.convention.Key;
import io.yizhan.convention.KeyBook;
import io.yizhan.convention.TokenFlow;
import io.yizhan.delivery.Lane;
import io.yizhan.partner.Endpoint;
import io.yizhan.partner.PartnerKey;
import io.yizhan.vault.BorrowedSecrets;
import io.yizhan.vault.FreshSecret;
import io.yizhan.vault.LiveSecret;
import io.yizhan.vault.SecretPlace;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Short-lived secrets as exchanges need them: those that calls out are signed with, and those that callers sign with. */
final class Secrets {
    private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);
    private static final int NOBODYS_LENGTH = 32;

    private final Rooms rooms;

    Secrets(Rooms rooms) {
        this.rooms = rooms;
    }

    // ---- calls out ----

    /**
     * The short-lived secret a call is signed with; empty where the endpoint has a fixed one. Refuses as the fetch of one does. A fetch made
     * for this very call counts against its lane as the call would have; one that another call had failed with does not.
     */
    Outcome<Optional<LiveSecret>> forCall(Endpoint endpoint, String convention, Lane.Permit permit, Duration left) {
        if (!endpoint.renewed()) {
            return Outcome.of(Optional.empty());
        }
        Platform platform = new Platform(rooms, flow(convention), endpoint, new AtomicBoolean());
        return rooms.borrowed().current(place(endpoint, convention), platform, left).fold(secret -> Outcome.of(Optional.of(secret)), refusal -> {
            platform.settle(permit, refusal);
            return Outcome.refused(refusal);
        });
    }

    /** The platform does not take this secret any more; true where the call is worth being made again with another. */
    boolean turnDown(Endpoint endpoint, String convention, LiveSecret secret) {
        return rooms.borrowed().turnDown(place(endpoint, convention), secret);
    }

    private TokenFlow flow(String convention) {
        return rooms.convention(convention)
                .tokens()
                .orElseThrow(() -> new IllegalStateException("a long-lived credential in a convention without tokens"));
    }

    /** All endpoints of a platform where the gateway has the same name share their secrets, but never those of another environment. */
    private static SecretPlace place(Endpoint endpoint, String convention) {
        String whose = String.join(
                " ", "of", endpoint.owner().value(), "at", endpoint.url().getAuthority(), "by", convention, "for", endpoint.credentialId());
        return new SecretPlace(whose, endpoint.environment(), Digest.sha256(endpoint.secret()));
    }

    /**
     * The platform an endpoint belongs to, as it gives secrets.
     *
     * @param asked whether it was asked anything
     */
    private record Platform(Rooms rooms, TokenFlow flow, Endpoint endpoint, AtomicBoolean asked) implements BorrowedSecrets.Source {
        private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);
        private static final int LARGEST = 65_536;

        @Override
        public String wanted() {
            return flow.signsCalls();
        }

        @Override
        public Duration longest() {
            return endpoint.timeout();
        }

        @Override
        public Outcome<Map<String, FreshSecret>> fetch(Map<String, byte[]> alive, Duration left) {
            Grant grant = flow.next(alive.keySet());
            byte[] secret = grant.signedWith().equals(TokenFlow.LONG_LIVED) ? endpoint.secret() : alive.get(grant.signedWith());
            WireRequest request = grant.ask(endpoint.url(), new Credential(endpoint.credentialId(), secret), rooms.now());
            asked.set(true);
            return rooms.outbound().call(request, left)
                    .then(Platform::judged)
                    .then(answer -> grant.read(answer, secret, rooms.now()))
                    .map(brought -> {
                        Map<String, FreshSecret> fresh = new HashMap<>();
                        brought.forEach((name, one) -> fresh.put(name, new FreshSecret(one.secret(), one.ends())));
                        return fresh;
                    });
        }

        /** As the answer to a call is judged. */
        private static Outcome<WireAnswer> judged(WireAnswer answer) {
            if (answer.status() >= 500 || TRANSIENT.contains(answer.status())) {
                return Outcome.refused(RefusalCode.ENDPOINT_UNAVAILABLE, "");
            }
            if (answer.status() < 200 || answer.status() >= 300) {
                return Outcome.refused(RefusalCode.ENDPOINT_REFUSED, "");
            }
            return answer.body().length > LARGEST ? Outcome.refused(RefusalCode.ENDPOINT_BAD_ANSWER, "") : Outcome.of(answer);
        }

        void settle(Lane.Permit permit, Refusal refusal) {
            if (!asked.get()) {
                permit.unused();
            } else if (refusal.code() == RefusalCode.ENDPOINT_UNAVAILABLE || refusal.code() == RefusalCode.ENDPOINT_TIMEOUT) {
                permit.failed();
            } else {
                permit.answered();
            }
        }
    }

    // ---- callers ----

    /** Who signed a call. A long-lived key signs none: with it, only a short-lived secret that was got with it will do. */
    Outcome<Caller> signer(Received received) {
        Convention convention = rooms.convention(received.convention());
        Function<KeyBook, Outcome<Caller>> verify = book -> convention.verify(received.request(), book, received.at());
        return convention.tokens()
                .map(flow -> verified(new Book(rooms, received, flow.signsCalls(), true), verify))
                .orElseGet(() -> verify.apply(Rooms.keysOf(received.directory())));
    }

    /** Who signed a request for secrets: only long-lived keys can. */
    Outcome<Caller> signer(Received received, Grant grant) {
        return verified(new Book(rooms, received, grant.signedWith(), false), book -> grant.verify(received.request(), book, received.at()));
    }

    /** With what this node remembers first; it looks into the database only for a signature made with something else. */
    private static Outcome<Caller> verified(Book book, Function<KeyBook, Outcome<Caller>> verify) {
        Outcome<Caller> remembered = verify.apply(book.looking(false));
        boolean another = remembered.fold(caller -> false, refusal -> refusal.code() == RefusalCode.BAD_SIGNATURE);
        try {
            return another ? verify.apply(book.looking(true)) : remembered;
        } catch (JdbiException outage) {
            // not the message: the database may quote values in it
            LOG.warn("the database is out of reach for a caller's secrets: {}", outage.getClass().getSimpleName());
            return Outcome.refused(RefusalCode.EVIDENCE_UNAVAILABLE, "");
        }
    }

    static SecretPlace place(PartnerKey key) {
        String whose = String.join(" ", "given to", key.owner().value(), "by", key.convention(), "for", key.id());
        return new SecretPlace(whose, key.environment(), Digest.sha256(key.material()));
    }

    /**
     * The keys callers may have signed with.
     *
     * @param name of the secret that is signed with
     * @param fixed whether keys that are not renewed will do
     */
    private record Book(Rooms rooms, Received received, String name, boolean fixed) {

        KeyBook looking(boolean further) {
            return (convention, id) -> received.directory().key(convention, id).map(key -> keys(key, further)).orElse(List.of());
        }

        private List<Key> keys(PartnerKey key, boolean further) {
            if (!key.renewed()) {
                return fixed ? List.of(Rooms.key(key, key.material())) : List.of();
            }
            return name.equals(TokenFlow.LONG_LIVED) ? List.of(Rooms.key(key, key.material())) : shortLived(key, further);
        }

        /** Where there is none the caller is not unknown: it is held against a secret that nobody has. */
        private List<Key> shortLived(PartnerKey key, boolean further) {
            List<LiveSecret> live = further && expected(key)
                    ? rooms.issued().lookUp(place(key), received.at())
                    : rooms.issued().remembered(place(key), received.at());
            List<Key> keys = live.stream().filter(secret -> secret.name().equals(name)).map(secret -> Rooms.key(key, secret.secret())).toList();
            return keys.isEmpty() ? List.of(Rooms.key(key, nobodys())) : keys;
        }

        /** Nobody makes the gateway look into its database from a network the caller does not use. */
        private boolean expected(PartnerKey key) {
            return received.directory().partner(key.owner()).filter(partner -> partner.mayCallFrom(received.peer())).isPresent();
        }

        private byte[] nobodys() {
            byte[] bytes = new byte[NOBODYS_LENGTH];
            rooms.random().nextBytes(bytes);
            return bytes;
        }
    }
}
