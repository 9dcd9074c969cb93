package io.yizhan.dispatch;

import io.yizhan.attachment.Attachments;
import io.yizhan.casework.Addressee;
import io.yizhan.casework.Casework;
import io.yizhan.casework.Consequence.Closed;
import io.yizhan.casework.Happening;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Outbox;
import io.yizhan.delivery.Sequels;
import io.yizhan.delivery.Target;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Filter;
import io.yizhan.feed.Places;
import io.yizhan.feed.Publication;
import io.yizhan.feed.Sent;
import io.yizhan.figures.Figures;
import io.yizhan.figures.Mark;
import io.yizhan.ledger.Ledger;
import io.yizhan.partner.Agreement;
import io.yizhan.partner.Quotas;
import io.yizhan.store.Claims;
import io.yizhan.store.GroupWriter;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.PartnerId;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Messages are made durable in groups: seen keys, quotas, message, outbox and entry of each stand or fall together, and alone. */
public interface Accepting extends AutoCloseable {

    static Accepting of(
            Claims claims,
            Quotas quotas,
            Ledger ledger,
            Messages messages,
            Outbox outbox,
            Casework casework,
            Attachments attachments,
            Feed feed,
            Sent sent,
            Figures figures,
            Sequels sequels,
            Function<GroupWriter.Work<Row, Result>, GroupWriter<Row, Result>> writer,
            Runnable told) {
        return new AcceptWork.Grouped(writer.apply(new AcceptWork(claims, quotas, ledger, messages, outbox, casework, attachments, feed, sent, figures, sequels)), ledger, told);
    }

    /** Completes after the commit, as {@link GroupWriter#write} does. */
    CompletableFuture<Result> write(Row row);

    Ledger ledger();

    @Override
    void close();

    /**
     * One message's part in a group commit.
     *
     * @param replay the key that only a repeated request has; empty where the gateway itself writes
     * @param identity the sender's name for the message, where it has one
     * @param quotas the agreements it is counted against
     * @param targets who gets it, where no case says who does
     * @param happening what it means to its case, where it belongs to one
     * @param publishing what it publishes, where it is an item of a feed; then those follow from it who get it
     * @param counts what it counts for
     * @param files that it speaks of, by their digests
     * @param closings what is told of parties that the gateway itself concludes because of it
     * @param address how those are reached whom the case names
     */
    record Row(
            Optional<Claims.Claim> replay,
            Optional<Claims.Claim> identity,
            List<Agreement> quotas,
            LocalDate day,
            Messages.Said message,
            List<Target> targets,
            Optional<Happening> happening,
            Optional<Publishing> publishing,
            List<Mark> counts,
            Function<Addressee, Target> address,
            Function<Closed, Optional<Own>> closings,
            List<Digest> files,
            Ledger.Sealed entry) {

        List<Claims.Claim> claims() {
            return Stream.of(identity, replay).flatMap(Optional::stream).toList();
        }
    }

    /** What came of publishing an item: who gets it, and what that counts for. */
    record Came(List<Target> targets, List<Mark> counts) {}

    /**
     * An item to be published.
     *
     * @param places where in it its facets stand
     * @param counts for what it counts, by what came of it
     */
    record Publishing(Publication publication, Places places, List<Follower> followers, Function<io.yizhan.feed.Result, Optional<Mark>> counts) {

        /** Publishes, notes what is refused, and says who gets what. What is there already, or is older, goes to nobody. */
        static Map<Row, Came> all(Handle handle, Feed feed, Sent sent, List<Row> rows, Result[] results, Result taken) {
            int[] asking = IntStream.range(0, rows.size()).filter(i -> results[i] == taken && rows.get(i).publishing().isPresent()).toArray();
            List<Publishing> all = Arrays.stream(asking).mapToObj(i -> rows.get(i).publishing().orElseThrow()).toList();
            List<io.yizhan.feed.Result> published = feed.publish(handle, all.stream().map(Publishing::publication).toList());
            int[] fresh = IntStream.range(0, asking.length).filter(n -> published.get(n).taken()).toArray();
            // only now, with the feed's lock: who was sent what until then cannot change any more
            Iterator<Set<PartnerId>> getting =
                    sent.offer(handle, Arrays.stream(fresh).mapToObj(n -> all.get(n).offer(rows.get(asking[n]).message().message().id())).toList()).iterator();
            Map<Row, Came> came = new IdentityHashMap<>();
            for (int n = 0; n < asking.length; n++) {
                boolean conflicting = published.get(n) == io.yizhan.feed.Result.CONFLICTING;
                results[asking[n]] = conflicting ? new Result.No(Refusal.of(RefusalCode.CONFLICTING_DUPLICATE, "", "a greater version for another content")) : taken;
                List<Target> targets = published.get(n).taken() ? all.get(n).targets(getting.next()) : List.of();
                came.put(rows.get(asking[n]), new Came(targets, all.get(n).counts().apply(published.get(n)).stream().toList()));
            }
            return came;
        }

        private Sent.Offer offer(MessageId message) {
            return new Sent.Offer(publication, message, places, followers.stream().collect(Collectors.toMap(one -> one.target().partner(), Follower::wants)));
        }

        private List<Target> targets(Set<PartnerId> getting) {
            return followers.stream().map(Follower::target).filter(target -> getting.contains(target.partner())).toList();
        }
    }

    /** @param wants which items it wants */
    record Follower(Target target, Filter wants) {}

    /** What became of a row. */
    sealed interface Result {
        /** It is on disk. */
        record Taken() implements Result {}

        /** The same message was accepted before, under that id. */
        record Again(MessageId first) implements Result {}

        record No(Refusal refusal) implements Result {}
    }
}
