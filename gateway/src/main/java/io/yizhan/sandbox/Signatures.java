package io.yizhan.sandbox;

import io.yizhan.sandbox.platforms.KeyKind;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Seal;
import io.yizhan.sandbox.platforms.Secret;
import io.yizhan.sandbox.platforms.Tokens;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Who signs how, and with what, in a made-up world. */
final class Signatures {
    private final World world;

    Signatures(World world) {
        this.world = world;
    }

    /** How a platform signs what it asks. */
    Seal asking(Platform platform, URI gateway, Outside outside) {
        if (platform == Platform.JIANGXI) {
            return Seal.messages(KeyKind.ED25519, World.JIANGXI_KEY, world.jiangxi(), Seal.published(() -> gateway), outside);
        }
        return world.renewed() && world.apps().containsKey(platform)
                ? tokens(platform, world.apps().get(platform), outside).gotFrom(gateway)
                : shared(platform, world.own().get(platform), outside);
    }

    /** How Jiangxi signs with its other key. */
    Seal askingBySm2(URI gateway, Outside outside) {
        return Seal.messages(KeyKind.SM2, World.JIANGXI_SM2_KEY, world.jiangxiSm2(), Seal.published(() -> gateway), outside);
    }

    /**
     * How a platform knows the gateway.
     *
     * @param tokens it gave to the gateway, where its convention has such
     */
    Seal answering(Platform platform, Optional<Tokens> tokens, Supplier<URI> gateway, Outside outside) {
        if (platform == Platform.JIANGXI) {
            Seal usual = Seal.messages(KeyKind.ED25519, World.JIANGXI_KEY, world.jiangxi(), Seal.published(gateway), outside);
            Seal bySm2 = Seal.messages(KeyKind.SM2, World.JIANGXI_SM2_KEY, world.jiangxiSm2(), Seal.published(gateway), outside);
            return Seal.byPath(Map.of(World.SM2_PATH, bySm2), usual);
        }
        return world.renewed() && tokens.isPresent()
                ? tokens.get().given()
                : shared(platform, world.gateways().get(platform), outside);
    }

    /** The short-lived secrets a platform gives to the gateway, where its convention has such. */
    Optional<Tokens> giving(Platform platform, Outside outside) {
        return world.apps().containsKey(platform) ? Optional.of(tokens(platform, world.gateways().get(platform), outside)) : Optional.empty();
    }

    private static Seal shared(Platform platform, Secret secret, Outside outside) {
        switch (platform) {
            case NATIONAL:
                return Seal.national(secret, outside.clock());
            case ZHEJIANG:
                return Seal.zhejiang(secret, outside.clock());
            case GUIZHOU:
                return Seal.tif(secret, outside);
            default:
                return Seal.accessToken(secret, outside);
        }
    }

    private static Tokens tokens(Platform platform, Secret longLived, Outside outside) {
        switch (platform) {
            case NATIONAL:
                return Tokens.national(longLived, outside);
            case ZHEJIANG:
                return Tokens.zhejiang(longLived, outside);
            default:
                return Tokens.guangdong(longLived, outside);
        }
    }
}
