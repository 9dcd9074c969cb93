package io.yizhan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A dialect as its folder describes it. */
record FileDialect(String name, String convention, Map<String, Service> services, Envelope envelope, Translations translations) implements Dialect {
    private static final String FILE = "dialect.yaml";

    static FileDialect load(Folder folder, String name, FileCanonical canonical) {
        Keys keys = Keys.of(folder, FILE);
        Map<String, Service> services = services(keys.under("services"));
        Envelope envelope = envelope(keys, charset(keys), services);
        String convention = keys.text("convention");
        keys.nothingElse();
        return new FileDialect(name, convention, services, envelope, Translations.load(folder, services.keySet(), canonical));
    }

    private static Envelope envelope(Keys keys, Charset charset, Map<String, Service> services) {
        return switch (keys.text("envelope")) {
            case "json" -> JsonEnvelope.of(keys, charset);
            case "cloudevents" -> CloudEventsEnvelope.of(keys, charset, services.keySet());
            default -> throw keys.wrong("envelope", "must be json or cloudevents");
        };
    }

    /** Only charsets that can write every character: GB18030 reads what is written in GBK. */
    private static Charset charset(Keys keys) {
        return switch (keys.text("charset")) {
            case "UTF-8" -> StandardCharsets.UTF_8;
            case "GB18030" -> Charset.forName("GB18030");
            default -> throw keys.wrong("charset", "must be UTF-8 or GB18030");
        };
    }

    private static Map<String, Service> services(Keys keys) {
        Map<String, Service> services = new LinkedHashMap<>();
        keys.all().forEach((kind, service) -> {
            Service here = new Service(kind, service.text("path"), service.optional("code").orElse(""));
            service.nothingElse();
            if (!here.path().startsWith("/")) {
                throw service.wrong("path", "must begin with /");
            }
            if (services.values().stream().anyMatch(other -> other.path().equals(here.path()) && other.code().equals(here.code()))) {
                throw keys.wrong(kind, "has the path and code of another kind");
            }
            services.put(kind, here);
        });
        return services;
    }

    @Override
    public Optional<Service> service(String path, Optional<String> code) {
        return services.values().stream()
                .filter(service -> service.path().equals(path))
                .filter(service -> service.code().isEmpty() || code.filter(service.code()::equals).isPresent())
                .findFirst();
    }

    @Override
    public Optional<Service> serviceFor(String kind) {
        return Optional.ofNullable(services.get(kind));
    }

    @Override
    public Outcome<Opened> open(WireRequest request) {
        return envelope.open(request, service(request.uri().getPath(), Optional.empty()).map(Service::kind));
    }

    @Override
    public Outcome<Told> hear(WireAnswer answer) {
        return envelope.hear(answer);
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
    public WireAnswer refuse(Refusal refusal, String message) {
        return envelope.refuse(refusal, message);
    }

    @Override
    public Outcome<JsonNode> toCanonical(String kind, String message, JsonNode payload) {
        return translations.of(kind, message).to().apply(payload);
    }

    @Override
    public Outcome<JsonNode> fromCanonical(String kind, String message, JsonNode canonical) {
        return translations.of(kind, message).from().apply(canonical);
    }

    @Override
    public String version(String kind, String message) {
        return translations.of(kind, message).version();
    }
}
