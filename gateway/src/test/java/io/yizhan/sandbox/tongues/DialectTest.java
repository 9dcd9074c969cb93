package io.yizhan.sandbox.tongues;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Question;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulated platforms and the mappings were written apart from each other; the schemas of the dialects are what both must keep to. */
class DialectTest {
    private static final Outside OUTSIDE = new Outside(InstantSource.system(), new SecureRandom(), System::nanoTime);
    private static final URI HERE = URI.create("http://127.0.0.1:1");

    static Stream<Case> cases() {
        return Arrays.stream(Platform.values())
                .flatMap(platform -> Stream.of(Case.licences(platform), Case.enterprises(platform), Case.identities(platform), Case.seals(platform)))
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void questions_follow_the_schema_of_the_askers_dialect(Case one) throws IOException {
        for (Platform caller : Platform.values()) {
            if (!Files.exists(schema(caller, one, "request"))) {
                continue;
            }
            assertThat(violations(caller, one, "request", Tongue.of(caller, OUTSIDE).tree(draft(caller, one).body()))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answers_follow_the_schema_of_the_answerers_dialect(Case one) throws IOException {
        Asker.Draft draft = draft(one.platform(), one);
        Asker.Call call = new Asker.Call(URI.create(draft.path()), draft.headers(), draft.body()).with("gjgxjhpt_sid", draft.service());
        Clerk.Answer answer = answered(one.platform(), call);
        if (!one.name().equals("authorisation-code-unknown")) {
            assertThat(violations(one.platform(), one, "reply", payload(one.platform(), Tongue.of(one.platform(), OUTSIDE).tree(answer.body())))).isEmpty();
        }
    }

    private static List<String> violations(Platform platform, Case one, String message, JsonNode json) throws IOException {
        Path file = schema(platform, one, message);
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(Files.readString(file));
        return schema.validate(json).stream().map(Object::toString).toList();
    }

    private static Path schema(Platform platform, Case one, String message) {
        Map<Class<? extends Question>, String> kinds = Map.of(
                Question.Licence.class, "licence-recognition",
                Question.Enterprise.class, "supervision-check",
                Question.Identity.class, "identity-verification",
                Question.ElectronicSeal.class, "seal-verification");
        return Path.of("../mappings", platform.id(), kinds.get(one.question().getClass()), message + ".schema.json");
    }

    private static Asker.Draft draft(Platform caller, Case one) {
        return Tongue.of(caller, OUTSIDE).draft(one.question(), caller.requester());
    }

    /** Guangdong wants an authorisation code first. */
    private static Clerk.Answer answered(Platform platform, Asker.Call call) {
        Clerk clerk = Clerk.of(platform, HERE, OUTSIDE);
        if (platform != Platform.GUANGDONG || !call.uri().getPath().equals(GuangdongTongue.LICENCE)) {
            return clerk.answer(call);
        }
        JsonNode codes = Json.read(clerk.answer(call.at(HERE.resolve(GuangdongClerk.AUTHORISE))).body()).at("/data/auth_codes");
        return clerk.answer(call.saying(Json.write(((ObjectNode) Json.read(call.body())).set("service_auth_codes", codes))));
    }

    private static JsonNode payload(Platform platform, JsonNode body) {
        return switch (platform) {
            case JIANGXI -> body;
            case NATIONAL -> body.path("data");
            case ZHEJIANG -> body.path("datas");
            case GUIZHOU, GUANGDONG -> body.path("data");
        };
    }
}
