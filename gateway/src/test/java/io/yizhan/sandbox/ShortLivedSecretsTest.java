package io.yizhan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Reading;
import io.yizhan.sandbox.platforms.Seal;
import io.yizhan.sandbox.platforms.Secret;
import io.yizhan.sandbox.platforms.Tokens;
import io.yizhan.sandbox.tongues.Case;
import io.yizhan.sandbox.tongues.Tongue;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulated platforms whose secrets are short-lived: who asks them must get one first, and another when it is over. */
class ShortLivedSecretsTest {
    private static final Outside OUTSIDE = new Outside(InstantSource.system(), new SecureRandom(), System::nanoTime);

    @TempDir
    private static Path directory;

    private static World world;
    private static Simulators simulators;

    @BeforeAll
    static void start() {
        world = World.make(directory, World.freePort(), OUTSIDE.random(), true, Optional.empty());
        simulators = Simulators.start(world, Path.of("../routes"), () -> URI.create("http://127.0.0.1:1"), OUTSIDE);
    }

    @AfterAll
    static void stop() {
        simulators.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"NATIONAL", "ZHEJIANG", "GUANGDONG"})
    void answers_who_signs_with_a_secret_it_gave(Platform platform) {
        assertThat(differences(platform, asking(platform, world.gateways().get(platform)))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"NATIONAL", "ZHEJIANG", "GUANGDONG"})
    void gives_another_when_it_says_that_one_is_over(Platform platform) {
        Asker asker = asking(platform, world.gateways().get(platform));
        asker.ask(Case.of(platform, "listed").question());
        simulators.revoke(platform);

        assertThat(differences(platform, asker)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"NATIONAL", "ZHEJIANG", "GUANGDONG"})
    void gives_nothing_to_who_does_not_know_the_long_lived_one(Platform platform) {
        Asker thief = asking(platform, new Secret(world.gateways().get(platform).id(), "guess"));

        assertThatThrownBy(() -> thief.ask(Case.of(platform, "listed").question()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("refused");
    }

    @ParameterizedTest
    @EnumSource(names = {"NATIONAL", "ZHEJIANG", "GUANGDONG"})
    void takes_no_call_that_is_signed_with_the_long_lived_one(Platform platform) {
        Seal seal = new Signatures(world.fixed().with(platform, world.gateways().get(platform))).asking(platform, simulators.url(), OUTSIDE);
        Asker asker = new HttpAsker(platform, simulators.url(), Tongue.of(platform, OUTSIDE), seal, OUTSIDE.nanos());

        assertThat(asker.ask(Case.of(platform, "listed").question()).refusal()).isPresent();
    }

    @ParameterizedTest
    @EnumSource(names = {"NATIONAL", "ZHEJIANG", "GUANGDONG"})
    void an_older_secret_stays_good_beside_a_newer_one(Platform platform) {
        Asker first = asking(platform, world.gateways().get(platform));
        Asker.Call call = first.sign(first.draft(Case.of(platform, "listed").question()));
        Asker second = asking(platform, world.gateways().get(platform));
        second.ask(Case.of(platform, "listed").question());

        assertThat(Case.of(platform, "listed").differences(first.send(call).reading())).isEmpty();
    }

    private static List<String> differences(Platform platform, Asker asker) {
        Reading reading = asker.ask(Case.of(platform, "listed").question()).reading();
        return Case.of(platform, "listed").differences(reading);
    }

    private static Asker asking(Platform platform, Secret longLived) {
        return asking(platform, tokens(platform, longLived).gotFrom(simulators.url()));
    }

    private static Asker asking(Platform platform, Seal seal) {
        return new HttpAsker(platform, simulators.url(), Tongue.of(platform, OUTSIDE), seal, OUTSIDE.nanos());
    }

    private static Tokens tokens(Platform platform, Secret longLived) {
        return switch (platform) {
            case NATIONAL -> Tokens.national(longLived, OUTSIDE);
            case ZHEJIANG -> Tokens.zhejiang(longLived, OUTSIDE);
            default -> Tokens.guangdong(longLived, OUTSIDE);
        };
    }
}
