package io.yizhan.partner;

import io.yizhan.partner.Endpoint.Mailbox;
import io.yizhan.partner.Endpoint.Push;
import io.yizhan.partner.Endpoint.Table;
import io.yizhan.partner.Endpoint.Topic;
import io.yizhan.partner.Endpoint.Way;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** Reads one endpoint of a partners file: how a partner is reached, and what the gateway signs calls there with. */
record EndpointSection(References references, Registry.Words words) {
    /** What the gateway has keys of. */
    private static final Set<String> SIGNATURES =
            new TreeSet<>(Set.of(References.KeyForm.ED25519.algorithm(), References.KeyForm.SM2.algorithm()));
    private static final Set<String> CALLED = Set.of("url", "credential", "signature", "file-hosts", "status", "attachments");
    private static final int USUAL_CALLS = 16;
    private static final int USUAL_CONNECTIONS = 4;

    Endpoint read(Section section, Partner owner) {
        section.only("kind", "environment", "way", "url", "credential", "signature", "timeout", "concurrency", "file-hosts", "topic", "database",
                "tables", "maintenance", "idempotent", "status", "attachments", "follows");
        String kind = PartnersFile.known(section, "kind", words.dialects().get(owner.dialect()).kinds());
        Way way = Ways.read(section, owner.id(), kind, words);
        return way instanceof Push push ? called(section, owner, kind, push) : reached(section, owner, kind, way);
    }

    private Endpoint called(Section section, Partner owner, String kind, Push push) {
        Registry.Proof proof = words.proof(owner.dialect());
        Section credential = credential(section, owner, proof);
        References.SecretKey secret = References.SecretKey.in(credential, proof);
        return new Endpoint(
                owner.id(),
                kind,
                PartnersFile.environment(section),
                push,
                proof.by() == Registry.Proof.By.WHOLE_MESSAGE ? signature(section) : PartnersFile.name(credential, proof),
                proof.shared() ? references.secret(credential, secret.word()) : new byte[0],
                secret.renewed(),
                Addresses.timeout(section, "timeout", Duration.ofSeconds(10)),
                section.number("concurrency", 1, 10_000).orElse(USUAL_CALLS),
                Addresses.hosts(section, "file-hosts"),
                Ways.habits(section, kind, words));
    }

    /** Nothing is called there, so that nothing is signed either. */
    private Endpoint reached(Section section, Partner owner, String kind, Way way) {
        CALLED.stream().sorted().filter(section::has).findFirst().ifPresent(key -> {
            throw section.invalid(key, "expected only where the way is push");
        });
        return new Endpoint(
                owner.id(),
                kind,
                PartnersFile.environment(section),
                way,
                "",
                way instanceof Table ? references.secret(section.child("database"), "password") : new byte[0],
                false,
                Addresses.timeout(section, "timeout", way instanceof Mailbox ? Duration.ofMinutes(1) : Duration.ofSeconds(10)),
                section.number("concurrency", 1, way instanceof Table ? 100 : 10_000).orElse(way instanceof Topic ? USUAL_CALLS : USUAL_CONNECTIONS),
                Set.of(),
                Ways.habits(section, kind, words));
    }

    private static Section credential(Section section, Partner owner, Registry.Proof proof) {
        boolean wholeMessage = proof.by() == Registry.Proof.By.WHOLE_MESSAGE;
        if (section.has("credential") == wholeMessage) {
            throw section.invalid("credential", wholeMessage
                    ? "expected none: in the dialect " + owner.dialect() + " the gateway signs with its own key"
                    : "expected " + (proof.shared() ? "the id and secret" : "the id") + " the gateway signs with in the dialect " + owner.dialect());
        }
        if (section.has("signature") && !wholeMessage) {
            throw section.invalid("signature", "expected none: the convention of the dialect " + owner.dialect() + " says how calls are signed");
        }
        Section credential = section.child("credential");
        return proof.shared() ? credential.only("id", "secret", "long-lived") : credential.only("id");
    }

    /** Which of its keys the gateway signs with; empty for the usual one. */
    private static String signature(Section section) {
        return section.has("signature") ? PartnersFile.known(section, "signature", SIGNATURES) : "";
    }
}
