package io.yizhan.convention;

import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.RefusalCode;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A token flow as a description says it. */
record DescribedFlow(String signsCalls, List<Grant> grants, Map<String, Grant> paths) implements TokenFlow {

    /**
     * @param requests how requests for secrets are signed, by where their fields stand
     */
    static DescribedFlow of(Tokens tokens, Function<Optional<Place>, Convention> requests) {
        List<Grant> grants = tokens.grants().stream()
                .<Grant>map(step -> new DescribedGrant(step, requests.apply(step.carriedIn())))
                .toList();
        Map<String, Grant> paths = new HashMap<>();
        for (int i = 0; i < grants.size(); i++) {
            paths.put(tokens.grants().get(i).path(), grants.get(i));
        }
        return new DescribedFlow(tokens.signsCalls(), grants, Map.copyOf(paths));
    }

    @Override
    public Grant next(Set<String> alive) {
        return grants.stream()
                .filter(grant -> grant.signedWith().equals(LONG_LIVED) || alive.contains(grant.signedWith()))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    @Override
    public Optional<Grant> at(String path) {
        return Optional.ofNullable(paths.get(path));
    }

    /**
     * One step of it.
     *
     * @param requests how its requests are signed
     */
    private record DescribedGrant(Tokens.Step step, Convention requests) implements Grant {

        @Override
        public String signedWith() {
            return step.signedWith();
        }

        @Override
        public Map<String, Duration> brings() {
            return step.answer().secrets().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, secret -> secret.getValue().lives().duration()));
        }

        @Override
        public WireRequest ask(URI platform, Credential credential, Instant now) {
            URI uri = URI.create(platform.getScheme() + "://" + platform.getRawAuthority() + step.path());
            return requests.sign(new WireRequest("POST", uri, Headers.none(), new byte[0]), credential, step.service().orElse(""), now);
        }

        @Override
        public Outcome<Map<String, ShortLived>> read(WireAnswer answer, byte[] signedWith, Instant now) {
            if (answer.status() >= 400 && answer.status() < 500) {
                return Outcome.refused(RefusalCode.ENDPOINT_REFUSED, "");
            }
            boolean understood = answer.status() >= 200 && answer.status() < 300;
            return JsonBody.read(answer.body())
                    .filter(body -> understood)
                    .map(body -> step.answer().read(body, signedWith, now))
                    .orElseGet(() -> Outcome.refused(RefusalCode.ENDPOINT_BAD_ANSWER, ""));
        }

        @Override
        public Outcome<Caller> verify(WireRequest request, KeyBook keys, Instant now) {
            return requests.verify(request, keys, now);
        }

        @Override
        public WireAnswer give(Map<String, ShortLived> secrets, byte[] signedWith, Instant now) {
            return new WireAnswer(200, Headers.of("Content-Type", "application/json"), step.answer().write(secrets, signedWith, now).bytes());
        }
    }
}
