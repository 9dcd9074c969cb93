package io.yizhan.partner;

import java.util.Set;
import java.util.TreeSet;

/** Reads one endpoint of a partners file: where a partner answers, and what the gateway signs calls there with. */
record EndpointSection(References references, Registry.Words words) {
    /** What the gateway has keys of. */
    private static final Set<String> SIGNATURES =
            new TreeSet<>(Set.of(References.KeyForm.ED25519.algorithm(), References.KeyForm.SM2.algorithm()));

    Endpoint read(Section section, Partner owner) {
        section.only("kind", "environment", "url", "credential", "signature", "timeout", "concurrency", "file-hosts");
        Registry.Proof proof = words.proof(owner.dialect());
        Section credential = credential(section, owner, proof);
        SecretKey secret = SecretKey.in(credential, proof);
        return new Endpoint(
                owner.id(),
                PartnersFile.known(section, "kind", words.dialects().get(owner.dialect()).kinds()),
                PartnersFile.environment(section),
                Addresses.url(section, "url"),
                proof.by() == Registry.Proof.By.WHOLE_MESSAGE ? signature(section) : PartnersFile.name(credential, proof),
                proof.shared() ? references.secret(credential, secret.word()) : new byte[0],
                secret.renewed(),
                Addresses.timeout(section, "timeout"),
                section.number("concurrency", 1, 10_000).orElse(16),
                Addresses.hosts(section, "file-hosts"));
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
