package io.yizhan.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A partners file with everything in it, for tests to begin with and to spoil. */
final class PartnersFixture {
    static final Path REGIONS = Path.of("..", "mappings", "canonical", "regions.yaml");
    static final String SECRET = "this-is-the-shared-secret";
    private static final Set<String> KINDS = Set.of("licence-recognition", "supervision-check");
    private static final Registry.Proof SHARED = new Registry.Proof(Registry.Proof.By.SHARED_SECRET, Pattern.compile("[A-Za-z0-9_-]{1,64}"), true);
    private static final Registry.Proof FIXED = new Registry.Proof(Registry.Proof.By.SHARED_SECRET, SHARED.names(), false);
    /** As the mapping tree has them, but that one dialect speaks of one kind only. */
    static final Registry.Words WORDS = new Registry.Words(
            Map.of(
                    "jiangxi", new Registry.Speech("native", KINDS),
                    "national", new Registry.Speech("gjgxjhpt", KINDS),
                    "zhejiang", new Registry.Speech("zhejiang", Set.of("licence-recognition")),
                    "few", new Registry.Speech("fewfields", KINDS)),
            Map.of("native", new Registry.Proof(Registry.Proof.By.WHOLE_MESSAGE, Pattern.compile("[!-~]{1,200}"), false), "gjgxjhpt", FIXED, "zhejiang", SHARED,
                    "fewfields", new Registry.Proof(Registry.Proof.By.PRIVATE_KEY, SHARED.names(), false)),
            KINDS);
    static final Map<String, String> ENVIRONMENT = Map.of("ZJ_SECRET", SECRET, "GATEWAY_AT_ZJ", "secret-of-the-gateway", "OTHER", "another-secret");
    static final String YAML = """
            partners:
              - id: national
                name: 国家平台
                role: national
                dialect: national
                networks: [10.0.0.0/16]
                keys: [{convention: gjgxjhpt, id: nat-1, environment: test, secret: "env:OTHER"}]
                endpoints:
                  - kind: licence-recognition
                    environment: test
                    url: "https://national.example/httpproxy"
                    credential: {id: yizhan-33, secret: "env:OTHER"}
              - id: zhejiang
                name: 浙江省
                role: region
                dialect: zhejiang
                networks: [10.33.0.0/16, "2001:db8::/32"]
                regions: ["33"]
                keys:
                  - {convention: zhejiang, id: app-33, environment: test, secret: "env:ZJ_SECRET"}
                endpoints:
                  - kind: licence-recognition
                    environment: test
                    url: https://zhejiang.example/gateway/api/licence/recognition.htm
                    credential: {id: yizhan, secret: "env:GATEWAY_AT_ZJ"}
                    timeout: 5s
                    concurrency: 8
              - id: jiangxi
                name: 江西省
                role: region
                dialect: jiangxi
                sources: ["urn:jiangxi"]
                regions: ["36"]
                keys: [{convention: native, id: jx-1, environment: test, algorithm: ed25519, public: "file:jx.pem"}]
                endpoints: [{kind: supervision-check, environment: test, url: "https://jiangxi.example/exchange/supervision-check"}]
            agreements:
              - id: jx-zj
                caller: jiangxi
                answers: [zhejiang, "31"]
                kind: licence-recognition
                purposes: [企业开办]
                bases: [holder]
                release: masked
                daily-quota: 1000
                from: 2026-01-01
                to: 2027-12-31
                way: [direct, national]
            """;

    private static final String PEM = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
            -----END PUBLIC KEY-----
            """;

    private static final String P256 = """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE9AVpV0Q2afCidnuFC5iMnTOVtYHx
            3xlyr6U9SL3zgBvtJktNUJongq3422RN9xKfWkkiobZgD1CFu1kxuGLPoA==
            -----END PUBLIC KEY-----
            """;
    /** GB/T 32918.5-2017, Annex A. */
    private static final String SM2 = """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAECfnfMR5UIaFQ3X0WHkvFxnIXn60Y
            M/wHa7CP81bzUCDM6kkM4md1pS3G6nGMwapgCu0F+/NeCEpmMvYHLamtEw==
            -----END PUBLIC KEY-----
            """;
    private static final String P384 = """
            -----BEGIN PUBLIC KEY-----
            MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEeWjRuircFYPXfbfFrLUfjocmpYR3upt9
            tajggDDYnH8xj5G2MYx3oILK+5t2zOgTvKtel57qWcDQPiudh5ENF/e0UFpQtfHD
            0R6g4NtU7SjoIlTABXGgbLaZ2+Qb1MdQ
            -----END PUBLIC KEY-----
            """;

    private PartnersFixture() {}

    static Path write(Path directory, String yaml) {
        try {
            Files.writeString(directory.resolve("jx.pem"), PEM);
            Files.writeString(directory.resolve("p256.pem"), P256);
            Files.writeString(directory.resolve("p384.pem"), P384);
            Files.writeString(directory.resolve("sm2.pem"), SM2);
            Files.writeString(directory.resolve("cut.pem"), PEM.replace("MCowBQYDK2VwAyEA", ""));
            Files.writeString(directory.resolve("empty.pem"), "no key\n");
            return Files.writeString(directory.resolve("partners.yaml"), yaml);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
