package io.yizhan.dispatch;

import io.yizhan.attachment.Attachments;
import io.yizhan.casework.Addressee;
import io.yizhan.casework.Casework;
import io.yizhan.casework.Consequence.Closed;
import io.yizhan.casework.Happening;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Outbox;
import io.yizhan.delivery.Target;
import io.yizhan.ledger.Ledger;
import io.yizhan.partner.Agreement;
import io.yizhan.partner.Quotas;
import io.yizhan.store.Claims;
import io.yizhan.store.GroupWriter;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Refusal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

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
            Function<GroupWriter.Work<Row, Result>, GroupWriter<Row, Result>> writer,
            Runnable told) {
        return new AcceptWork.Grouped(writer.apply(new AcceptWork(claims, quotas, ledger, messages, outbox, casework, attachments)), ledger, told);
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
            Function<Addressee, Target> address,
            Function<Closed, Optional<Own>> closings,
            List<Digest> files,
            Ledger.Sealed entry) {

        List<Claims.Claim> claims() {
            return Stream.of(identity, replay).flatMap(Optional::stream).toList();
        }
    }

    /** What became of a row. */
    sealed interface Result {
        /** It is on disk. */
        record Taken() implements Result {}

        /** The same message was accepted before, under that id. */
        record Again(MessageId first) implements Result {}

        record No(Refusal refusal) implements Result {}
    }
}
