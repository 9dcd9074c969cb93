package io.yizhan.store;

import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.MessageId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Claims as rows of {@code seen_claim}; the primary key decides. */
record PostgresClaims(Jdbi jdbi) implements Claims {
    private static final int BATCH = 5_000;
    private static final Sql INSERT = Sql.of("""
            INSERT INTO seen_claim (key, content, message, until)
            SELECT * FROM unnest(:keys, :contents, :messages, :untils) AS claim (key, content, message, until) ORDER BY claim.key
            ON CONFLICT DO NOTHING RETURNING key""");

    /** Who has a key, for what, and whether since before. */
    private record Holder(Digest content, MessageId by, boolean before) {
        Taken judge(Claim claim) {
            if (by.equals(claim.by())) {
                return new Taken(Result.MINE, by, before);
            }
            return new Taken(content.equals(claim.content()) ? Result.SAME : Result.OTHER, by, before);
        }
    }

    @Override
    public List<Taken> claim(Handle handle, List<Claim> claims) {
        TreeMap<Digest, Claim> open = new TreeMap<>();
        claims.forEach(claim -> open.putIfAbsent(claim.key(), claim));
        Map<Digest, Holder> holders = new HashMap<>();
        // A key may be forgotten between the failed insert and the look at its holder; then it is free and is tried again.
        while (!open.isEmpty()) {
            for (Digest key : insert(handle, new ArrayList<>(open.values()))) {
                Claim first = open.remove(key);
                holders.put(key, new Holder(first.content(), first.by(), false));
            }
            Map<Digest, Holder> others = open.isEmpty() ? Map.of() : holders(handle, List.copyOf(open.keySet()));
            open.keySet().removeAll(others.keySet());
            holders.putAll(others);
        }
        return claims.stream().map(claim -> holders.get(claim.key()).judge(claim)).toList();
    }

    @Override
    public void giveBack(Handle handle, List<Claim> claims) {
        if (claims.isEmpty()) {
            return;
        }
        handle.createUpdate("DELETE FROM seen_claim USING unnest(:keys, :messages) AS mine (key, message) "
                        + "WHERE seen_claim.key = mine.key AND seen_claim.message = mine.message")
                .bind("keys", Column.bytea(claims.stream().map(claim -> claim.key().bytes()).toList()))
                .bind("messages", Column.uuid(claims.stream().map(claim -> claim.by().value()).toList()))
                .execute();
    }

    private static List<Digest> insert(Handle handle, List<Claim> sorted) {
        return INSERT.on(handle)
                .bind("keys", Column.bytea(sorted.stream().map(claim -> claim.key().bytes()).toList()))
                .bind("contents", Column.bytea(sorted.stream().map(claim -> claim.content().bytes()).toList()))
                .bind("messages", Column.uuid(sorted.stream().map(claim -> claim.by().value()).toList()))
                .bind("untils", Column.timestamptz(sorted.stream().map(Claim::until).toList()))
                .list(row -> Digest.of(row.getBytes(1)));
    }

    private static Map<Digest, Holder> holders(Handle handle, List<Digest> keys) {
        Map<Digest, Holder> holders = new HashMap<>();
        handle.createQuery("SELECT key, content, message FROM seen_claim WHERE key = ANY(:keys)")
                .bind("keys", Column.bytea(keys.stream().map(Digest::bytes).toList()))
                .map((row, context) -> Map.entry(
                        Digest.of(row.getBytes(1)), new Holder(Digest.of(row.getBytes(2)), new MessageId(row.getObject(3, UUID.class)), true)))
                .forEach(holder -> holders.put(holder.getKey(), holder.getValue()));
        return holders;
    }

    @Override
    public int forget(Instant now) {
        int forgotten = 0;
        int batch;
        do {
            batch = forgetSome(now);
            forgotten += batch;
        } while (batch == BATCH);
        return forgotten;
    }

    /** Rows another node is deleting just now are left to it. */
    private int forgetSome(Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        DELETE FROM seen_claim WHERE key IN
                        (SELECT key FROM seen_claim WHERE until < :now ORDER BY until LIMIT :batch FOR UPDATE SKIP LOCKED)""")
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("batch", BATCH)
                .execute());
    }
}
