package io.yizhan.dispatch;

import io.yizhan.attachment.Attachments;
import io.yizhan.casework.Casework;
import io.yizhan.casework.Consequence;
import io.yizhan.casework.Happening;
import io.yizhan.delivery.Message;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Outbox;
import io.yizhan.delivery.Sequels;
import io.yizhan.delivery.Target;
import io.yizhan.dispatch.Accepting.Came;
import io.yizhan.dispatch.Accepting.Result;
import io.yizhan.dispatch.Accepting.Row;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Sent;
import io.yizhan.figures.Figures;
import io.yizhan.figures.Mark;
import io.yizhan.ledger.Ledger;
import io.yizhan.partner.Agreement;
import io.yizhan.partner.Quotas;
import io.yizhan.store.Claims;
import io.yizhan.store.GroupWriter;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The accept step for a whole group, in one transaction. Rows that fall leave nothing, not even their id. */
record AcceptWork(Claims claims, Quotas quotas, Ledger ledger, Messages messages, Outbox outbox, Casework casework, Attachments attachments,
        Feed feed, Sent sent, Figures figures, Sequels sequels)
        implements GroupWriter.Work<Row, Result> {
    /** How long after the last day of a delivery its files can be fetched. */
    private static final Duration FETCHED_AFTER = Duration.ofDays(30);
    private static final Result TAKEN = new Result.Taken();
    /** All of it is on disk already, by a COMMIT whose answer was lost: whatever was judged then is not judged again. */
    private static final Result KEPT = new Result.Taken();

    @Override
    public List<Result> write(Handle handle, List<Row> rows) {
        Result[] results = claimed(handle, rows);
        count(handle, rows, results);
        lookForFiles(handle, rows, results);
        Map<Row, Came> followed = Accepting.Publishing.all(handle, feed, sent, rows, results, TAKEN);
        List<Posted> taken = happened(handle, rows, results, followed);
        // a group that is run again after a lost COMMIT sends nothing out twice
        Set<MessageId> fresh = messages.add(handle, taken.stream().map(Posted::said).toList());
        outbox.add(handle, taken.stream().filter(posted -> fresh.contains(posted.said().message().id())).flatMap(posted -> posted.posts().stream()).toList());
        figures.mark(handle, taken.stream().filter(posted -> fresh.contains(posted.said().message().id())).flatMap(posted -> posted.counts().stream()).toList());
        sequels.add(handle, taken.stream().map(posted -> posted.said().message()).filter(message -> fresh.contains(message.id())).toList());
        attachments.grant(handle, taken.stream().flatMap(AcceptWork::grants).toList());
        List<Ledger.Sealed> entries = new ArrayList<>(taken.stream().map(posted -> posted.row().entry()).toList());
        List<Own> closings = taken.stream().filter(posted -> fresh.contains(posted.said().message().id())).flatMap(posted -> posted.closings().stream()).toList();
        entries.addAll(Own.add(handle, closings, messages, outbox));
        ledger.appendSealed(handle, entries);
        claims.giveBack(handle, IntStream.range(0, rows.size())
                .filter(i -> results[i] instanceof Result.No)
                .boxed()
                .flatMap(i -> rows.get(i).identity().stream())
                .toList());
        return List.of(results);
    }

    /** A message may only speak of files that are there, and that its sender may have. */
    private void lookForFiles(Handle handle, List<Row> rows, Result[] results) {
        int[] asking = IntStream.range(0, rows.size()).filter(i -> results[i] == TAKEN && !rows.get(i).files().isEmpty()).toArray();
        if (asking.length == 0) {
            return;
        }
        List<Attachments.Item> items = Arrays.stream(asking).mapToObj(rows::get).flatMap(AcceptWork::items).toList();
        Iterator<Boolean> there = attachments.there(handle, items).iterator();
        for (int i : asking) {
            boolean all = true;
            for (int n = 0; n < rows.get(i).files().size(); n++) {
                all &= there.next();
            }
            results[i] = all ? TAKEN : new Result.No(Refusal.of(RefusalCode.NO_SUCH_FILE, "", "files brought before the message that speaks of them"));
        }
    }

    private static Stream<Attachments.Item> items(Row row) {
        Message message = row.message().message();
        return row.files().stream().map(digest -> new Attachments.Item(digest, message.environment(), message.sender()));
    }

    /** Whoever gets the message, at once or when its turn has come, may fetch what it speaks of; of a case also whoever is sent it as a part of another. */
    private static Stream<Attachments.Grant> grants(Posted posted) {
        Message message = posted.said().message();
        Stream<Target> now = Stream.concat(posted.row().targets().stream(), posted.posts().stream().flatMap(post -> post.targets().stream()));
        return Stream.concat(now, posted.heirs().stream()).map(Target::partner).distinct().flatMap(partner -> posted.row().files().stream().map(digest ->
                new Attachments.Grant(
                        new Attachments.Item(digest, message.environment(), partner), posted.granting(), message.expires().plus(FETCHED_AFTER))));
    }

    /**
     * A row with what its case makes of it.
     *
     * @param counts what it counts for; what came twice, too early or too late moves no case and counts for nothing
     * @param granting what its files are granted for: the whole case, so that they stay as long as it is open, or the message alone
     */
    private record Posted(Row row, MessageId granting, Messages.Said said, List<Outbox.Post> posts, List<Target> heirs, List<Own> closings, List<Mark> counts) {
        static Posted of(Row row, Came came) {
            Message message = row.message().message();
            return new Posted(row, message.id(), row.message(), posts(message, came.targets()), List.of(), List.of(), came.counts());
        }

        /** Told to those the case names; and what opened the case is sent to those whose turn it is now. */
        static Posted of(Row row, Consequence.Taken taken) {
            Message message = row.message().message().about(taken.subject());
            List<Outbox.Post> posts = new ArrayList<>(posts(message, taken.tell().stream().map(row.address()).toList()));
            if (!taken.release().isEmpty()) {
                List<Target> released = taken.release().stream().map(row.address()).toList();
                posts.add(new Outbox.Post(taken.caseId(), message.kind(), Optional.of(taken.subject()), released, message.expires()));
            }
            List<Own> closings = taken.closed().stream().flatMap(closed -> row.closings().apply(closed).stream()).toList();
            List<Target> heirs = taken.heirs().stream().map(row.address()).toList();
            List<Mark> counts = taken.effective() ? row.counts().stream().map(mark -> mark.within(taken.caseId())).toList() : List.of();
            return new Posted(row, taken.caseId(), new Messages.Said(message, row.message().content()), posts, heirs, closings, counts);
        }

        private static List<Outbox.Post> posts(Message message, List<Target> targets) {
            return targets.isEmpty() ? List.of() : List.of(new Outbox.Post(message.id(), message.kind(), message.subject(), targets, message.expires()));
        }
    }

    private List<Posted> happened(Handle handle, List<Row> rows, Result[] results, Map<Row, Came> followed) {
        int[] cases = IntStream.range(0, rows.size()).filter(i -> results[i] == TAKEN && rows.get(i).happening().isPresent()).toArray();
        List<Happening> happenings = Arrays.stream(cases).mapToObj(i -> rows.get(i).happening().orElseThrow()).toList();
        List<Consequence> consequences = happenings.isEmpty() ? List.of() : casework.apply(handle, happenings);
        Map<Row, Consequence.Taken> taken = new IdentityHashMap<>();
        for (int n = 0; n < cases.length; n++) {
            if (consequences.get(n) instanceof Consequence.Taken yes) {
                taken.put(rows.get(cases[n]), yes);
            } else {
                results[cases[n]] = new Result.No(((Consequence.Refused) consequences.get(n)).refusal());
            }
        }
        return IntStream.range(0, rows.size())
                .filter(i -> results[i] == TAKEN)
                .mapToObj(rows::get)
                .map(row -> taken.containsKey(row) ? Posted.of(row, taken.get(row)) : Posted.of(row, followed.getOrDefault(row, new Came(row.targets(), row.counts()))))
                .toList();
    }

    private Result[] claimed(Handle handle, List<Row> rows) {
        Iterator<Claims.Taken> got = claims.claim(handle, rows.stream().flatMap(row -> row.claims().stream()).toList()).iterator();
        return rows.stream().map(row -> judge(row, got)).toArray(Result[]::new);
    }

    /** Who sends a message again, even to the letter, is told what it was told at first: nothing comes of it twice. */
    private static Result judge(Row row, Iterator<Claims.Taken> got) {
        Result result = row.identity().isPresent() ? identified(got.next()) : TAKEN;
        boolean replayed = row.replay().isPresent() && got.next().result() != Claims.Result.MINE;
        return result == TAKEN && replayed ? new Result.No(Refusal.of(RefusalCode.REPLAYED, "")) : result;
    }

    private static Result identified(Claims.Taken taken) {
        return switch (taken.result()) {
            case MINE -> taken.before() ? KEPT : TAKEN;
            case SAME -> new Result.Again(taken.by());
            case OTHER -> new Result.No(Refusal.of(RefusalCode.CONFLICTING_DUPLICATE, ""));
        };
    }

    private void count(Handle handle, List<Row> rows, Result[] results) {
        int[] counted = IntStream.range(0, rows.size()).filter(i -> results[i] == TAKEN && !rows.get(i).quotas().isEmpty()).toArray();
        for (LocalDate day : Arrays.stream(counted).mapToObj(i -> rows.get(i).day()).distinct().toList()) {
            int[] ofDay = Arrays.stream(counted).filter(i -> rows.get(i).day().equals(day)).toArray();
            List<Agreement> agreements = new ArrayList<>();
            Arrays.stream(ofDay).forEach(i -> agreements.addAll(rows.get(i).quotas()));
            Iterator<Boolean> allowed = quotas.take(handle, agreements, day).iterator();
            for (int i : ofDay) {
                boolean all = true;
                for (int n = 0; n < rows.get(i).quotas().size(); n++) {
                    all &= allowed.next();
                }
                results[i] = all ? TAKEN : new Result.No(Refusal.of(RefusalCode.TOO_MANY, "", "the agreement's quota of the day is used up"));
            }
        }
    }

    /**
     * Does such work in groups.
     *
     * @param told is run when something was accepted, so that it is passed on at once
     */
    record Grouped(GroupWriter<Row, Result> writer, Ledger ledger, Runnable told) implements Accepting {

        @Override
        public CompletableFuture<Result> write(Row row) {
            return writer.write(row).whenComplete((result, failed) -> {
                if (result instanceof Result.Taken) {
                    told.run();
                }
            });
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}
