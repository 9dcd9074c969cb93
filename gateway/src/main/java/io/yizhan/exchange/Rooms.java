package io.yizhan.exchange;

import io.yizhan.attachment.Offers;
import io.yizhan.attachment.Spool;
import io.yizhan.contract.Contract;
import io.yizhan.convention.Convention;
import io.yizhan.convention.Conventions;
import io.yizhan.convention.Key;
import io.yizhan.convention.KeyBook;
import io.yizhan.delivery.Lanes;
import io.yizhan.delivery.Messages;
import io.yizhan.mapping.Dialects;
import io.yizhan.outbound.Outbound;
import io.yizhan.partner.Directory;
import io.yizhan.partner.PartnerKey;
import io.yizhan.partner.Registry;
import io.yizhan.vault.Vault;
import io.yizhan.vault.BorrowedSecrets;
import io.yizhan.vault.IssuedSecrets;
import io.yizhan.vocabulary.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.random.RandomGenerator;

/**
 * The rooms a journey passes through, as {@code assembly} put them together.
 *
 * @param vault seals what callers must not learn
 * @param offered how long a file may be fetched after an answer spoke of it
 * @param source what the gateway's own letters say they come from
 */
public record Rooms(
        Registry registry,
        Contract contract,
        Dialects dialects,
        Conventions conventions,
        Lanes lanes,
        Evidence evidence,
        Outbound outbound,
        BorrowedSecrets borrowed,
        IssuedSecrets issued,
        Vault vault,
        Offers offers,
        Spool spool,
        Messages messages,
        Duration offered,
        InstantSource clock,
        RandomGenerator random,
        String source) {

    static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    /** Calendar dates of agreements and licences are dates in China, wherever the gateway runs. */
    public LocalDate today() {
        return LocalDate.ofInstant(now(), CHINA);
    }

    /** A new name for something, by the time. */
    public MessageId newId() {
        return MessageId.of(now(), random.nextLong(), random.nextLong());
    }

    public Instant now() {
        return clock.instant();
    }

    /** One that a door or a dialect names. */
    public Convention convention(String name) {
        return conventions.named(name).orElseThrow(() -> new IllegalStateException("no convention " + name));
    }

    /** The registry's keys, as conventions look them up. */
    static KeyBook keysOf(Directory directory) {
        return (convention, id) -> directory
                .key(convention, id)
                .map(key -> key(key, key.material()))
                .stream()
                .toList();
    }

    /** A registered key as conventions take it, with what its holder signs with. */
    static Key key(PartnerKey key, byte[] material) {
        return new Key(key.owner(), key.id(), key.environment(), key.algorithm(), material);
    }
}
