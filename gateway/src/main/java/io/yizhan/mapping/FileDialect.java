package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.envelope.Acceptance;
import io.yizhan.envelope.Envelope;
import io.yizhan.envelope.Keys;
import io.yizhan.envelope.Letter;
import io.yizhan.envelope.Opened;
import io.yizhan.envelope.Parcel;
import io.yizhan.envelope.Told;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.util.Map;
import java.util.Optional;

/** A dialect as its folder describes it. */
record FileDialect(String name, String convention, Services services, Envelope envelope, Translations translations) implements Dialect {
    static final String FILE = "dialect.yaml";

    static FileDialect load(Folder folder, String name, FileCanonical canonical) {
        Keys keys = YamlKeys.of(folder, FILE);
        Keys under = keys.under("services");
        Map<String, Keys> byKind = under.all();
        Envelope envelope = Envelope.of(keys, byKind);
        Services services = Services.of(keys, byKind);
        String convention = keys.text("convention");
        keys.nothingElse();
        canonical.requireSpoken(services, envelope, keys);
        return new FileDialect(name, convention, services, envelope, Translations.load(folder, services, canonical));
    }

    /** Of a dialect whose mappings need not be ready. */
    static Envelope envelope(Folder folder) {
        Keys keys = YamlKeys.of(folder, FILE);
        return Envelope.of(keys, keys.under("services").all());
    }

    @Override
    public Optional<Service> service(String path, Optional<String> code) {
        return services.at(path, code);
    }

    @Override
    public Optional<Service> serviceFor(String kind) {
        return services.of(kind);
    }

    @Override
    public Outcome<Opened> open(WireRequest request, String kind) {
        return envelope.open(request, kind, translations.messages(kind));
    }

    @Override
    public boolean hasLines() {
        return envelope.hasLines();
    }

    @Override
    public Outcome<Opened> openLine(byte[] line, String kind) {
        return envelope.openLine(line, kind, translations.messages(kind));
    }

    @Override
    public Outcome<JsonNode> carry(String message, JsonNode payload) {
        return envelope.carry(message, payload);
    }

    @Override
    public Outcome<Told> hear(WireAnswer answer, Letter asked) {
        return envelope.hear(answer, asked);
    }

    @Override
    public Parcel wrap(Letter letter, JsonNode payload) {
        return envelope.wrap(letter, payload);
    }

    @Override
    public WireAnswer answer(Letter letter, JsonNode payload) {
        return envelope.answer(letter, payload);
    }

    @Override
    public WireAnswer refuse(Refusal refusal, Letter letter) {
        return envelope.refuse(refusal, letter);
    }

    @Override
    public WireAnswer accepted(Letter letter, Acceptance what) {
        return envelope.accepted(letter, what);
    }

    @Override
    public Optional<Service.Place> place(String name) {
        return Optional.ofNullable(services.elsewhere().get(name));
    }

    @Override
    public Outcome<JsonNode> toCanonical(String kind, String message, JsonNode payload) {
        return translations.of(kind, message).to().apply(payload);
    }

    @Override
    public Outcome<JsonNode> fromCanonical(String kind, String message, JsonNode canonical) {
        return translations.of(kind, message).from().apply(canonical).then(payload -> envelope.carry(message, payload));
    }

    @Override
    public Outcome<Step> step(String kind, String step, JsonNode asked, Map<String, JsonNode> said) {
        Service service = services.of(kind).orElseThrow(() -> new IllegalArgumentException("this dialect does not speak of that kind"));
        Service.Place place = step.equals(Translations.LAST_STEP)
                ? new Service.Place(service.path(), service.code())
                : Optional.ofNullable(service.steps().get(step)).orElseThrow(() -> new IllegalArgumentException("there is no such step"));
        return translations.step(kind, step, asked, said)
                .then(payload -> envelope.carry(step, payload))
                .map(payload -> new Step(place.path(), place.code(), payload));
    }

    @Override
    public String version(String kind, String message) {
        return translations.of(kind, message).version();
    }

    @Override
    public String versions(String kind) {
        return translations.versions(kind);
    }
}
