package io.yizhan.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.yizhan.store.Column;
import io.yizhan.store.Sql;
import io.yizhan.vocabulary.MessageId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The outbox as rows of {@code outbox}. */
record PostgresOutbox(Jdbi jdbi) implements Outbox {
    private static final Sql ADD = Sql.of("INSERT INTO outbox (message, kind, subject, targets, expires) "
            + "SELECT message, kind, subject, CAST(targets AS jsonb), expires FROM unnest(:message, :kind, :subject, :targets, :expires) "
            + "WITH ORDINALITY AS post (message, kind, subject, targets, expires, number) ORDER BY number");
    private static final Sql UNPUBLISHED =
            Sql.of("SELECT sequence, message, kind, subject FROM outbox WHERE published IS NULL ORDER BY sequence LIMIT :most");
    private static final Sql PUBLISHED = Sql.of("UPDATE outbox SET published = :now WHERE ctid = ANY(ARRAY("
            + "SELECT ctid FROM outbox WHERE sequence = ANY(:sequences) FOR UPDATE SKIP LOCKED))");

    @Override
    public void add(Handle handle, List<Post> posts) {
        if (posts.isEmpty()) {
            return;
        }
        List<String> subjects = new ArrayList<>();
        posts.forEach(post -> subjects.add(post.subject().orElse(null)));
        ADD.on(handle)
                .bind("message", Column.uuid(posts.stream().map(post -> post.message().value()).toList()))
                .bind("kind", Column.text(posts.stream().map(Post::kind).toList()))
                .bind("subject", Column.text(subjects))
                .bind("targets", Column.text(posts.stream().map(post -> json(post.targets())).toList()))
                .bind("expires", Column.timestamptz(posts.stream().map(Post::expires).toList()))
                .execute();
    }

    private static String json(List<Target> targets) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        targets.forEach(target -> all.addObject()
                .put("target", target.key())
                .put("partner", target.partner().value())
                .put("party", target.party())
                .put("endpoint", target.endpoint())
                .put("agreement", target.agreement())
                .put("release", target.release().name())
                .put("copy", target.copy()));
        return all.toString();
    }

    @Override
    public List<Notice> unpublished(int most) {
        return jdbi.withHandle(handle -> UNPUBLISHED.on(handle)
                .bind("most", most)
                .list(row -> new Notice(
                        row.getLong("sequence"),
                        new MessageId(row.getObject("message", UUID.class)),
                        row.getString("kind"),
                        Optional.ofNullable(row.getString("subject")))));
    }

    @Override
    public int again(Instant before, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("UPDATE outbox SET published = NULL WHERE ctid = ANY(ARRAY("
                        + "SELECT ctid FROM outbox WHERE published < :before OR published > :now FOR UPDATE SKIP LOCKED))")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute());
    }

    /** Who is just being expanded is passed over: waiting for it, while it waits for another of these, would be a deadlock. */
    @Override
    public void published(List<Notice> notices, Instant now) {
        jdbi.useHandle(handle -> PUBLISHED.on(handle)
                .bind("now", now)
                .bind("sequences", Column.int8(notices.stream().map(Notice::sequence).toList()))
                .execute());
    }

    @Override
    public long size() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT count(*) FROM outbox").mapTo(Long.class).one());
    }
}
