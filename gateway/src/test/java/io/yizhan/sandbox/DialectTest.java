package io.yizhan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulated platforms and the mappings were written apart from each other; the schemas of the dialects are what both must keep to. */
class DialectTest {
    private static final Outside OUTSIDE = new Outside(InstantSource.system(), new SecureRandom(), System::nanoTime);

    @TempDir
    private static Path directory;

    static Stream<Case> cases() {
        return Arrays.stream(Platform.values())
                .flatMap(platform -> Stream.concat(Case.licences(platform).stream(), Case.enterprises(platform).stream()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void questions_follow_the_schema_of_the_askers_dialect(Case one) throws IOException {
        World world = World.make(directory, 1, OUTSIDE.random());
        for (Platform caller : Platform.values()) {
            Asker asker = world.asker(caller, URI.create("http://127.0.0.1:1"), OUTSIDE);
            assertThat(violations(caller, one, "request", Json.read(asker.draft(one.question()).body()))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answers_follow_the_schema_of_the_answerers_dialect(Case one) throws IOException {
        World world = World.make(directory, 1, OUTSIDE.random());
        Asker asker = world.asker(one.platform(), URI.create("http://127.0.0.1:1"), OUTSIDE);
        Asker.Call call = asker.sign(asker.draft(one.question()));
        Clerk.Answer answer = clerk(one.platform()).answer(call, Json.read(call.body()));
        if (!one.name().equals("authorisation-code-unknown")) {
            assertThat(violations(one.platform(), one, "reply", payload(one.platform(), answer.body()))).isEmpty();
        }
    }

    private static List<String> violations(Platform platform, Case one, String message, JsonNode json) throws IOException {
        String kind = one.question() instanceof Question.Licence ? "licence-recognition" : "supervision-check";
        Path file = Path.of("../mappings", platform.id(), kind, message + ".schema.json");
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(Files.readString(file));
        return schema.validate(json).stream().map(Object::toString).toList();
    }

    private static Clerk clerk(Platform platform) {
        return switch (platform) {
            case JIANGXI -> new JiangxiClerk();
            case NATIONAL -> new NationalClerk();
            case ZHEJIANG -> new ZhejiangClerk();
        };
    }

    private static JsonNode payload(Platform platform, JsonNode body) {
        return switch (platform) {
            case JIANGXI -> body;
            case NATIONAL -> body.path("data");
            case ZHEJIANG -> body.path("datas");
        };
    }
}
