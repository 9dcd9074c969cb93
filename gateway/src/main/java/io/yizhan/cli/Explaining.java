package io.yizhan.cli;

import io.yizhan.convention.Convention;
import io.yizhan.convention.Conventions;
import io.yizhan.convention.Explanation;
import io.yizhan.convention.Key;
import io.yizhan.convention.KeyBook;
import io.yizhan.signature.Algorithm;
import io.yizhan.signature.Pem;
import io.yizhan.signature.Signer;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.WireRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks a convention what it makes of a written-down request. */
final class Explaining {
    /** Whoever's key it is, it is the only one known here. */
    private static final PartnerId SOMEBODY = new PartnerId("somebody");

    private final Path conventions;
    private final SecureRandom random;

    Explaining(Path mappings, SecureRandom random) {
        this.conventions = mappings.resolve("conventions");
        this.random = random;
    }

    Explanation of(Explain.Question question, Instant at) {
        WireRequest request = request(question);
        Set<String> authorities = Set.of(question.authority().orElseGet(() -> request.headers().first("Host").orElse("")));
        // only verifying is asked for, so any key will do as the gateway's
        Signer nobody = Signer.read("nobody", Signer.generate(Algorithm.ED25519, random).text());
        Convention convention = Conventions.load(conventions, List.of(nobody), authorities, random)
                .named(question.convention())
                .orElseThrow(() -> new Cannot("there is no convention " + question.convention() + " in " + conventions + ".", null));
        return convention.explain(request, keys(question.proof()), at);
    }

    private static WireRequest request(Explain.Question question) {
        WireRequest request = RequestFile.read(question.request());
        return question.body()
                .map(file -> new WireRequest(request.method(), request.uri(), request.headers(), InputFiles.bytes(file)))
                .orElse(request);
    }

    private static KeyBook keys(Optional<Explain.Proof> proof) {
        return (convention, id) -> proof.map(given -> new Key(SOMEBODY, id, Environment.TEST, given.algorithm(), material(given)))
                .stream()
                .toList();
    }

    private static byte[] material(Explain.Proof proof) {
        return proof.key()
                .map(file -> Pem.read(new String(InputFiles.bytes(file), StandardCharsets.UTF_8), Pem.PUBLIC_KEY).der())
                .orElse(proof.secret());
    }
}
