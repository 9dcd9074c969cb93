package io.yizhan.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.exchange.Enquiry;
import io.yizhan.exchange.Identified;
import io.yizhan.intake.Batch.Progress;
import io.yizhan.intake.Batch.Rejected;
import io.yizhan.vocabulary.MessageId;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** How a batch stands, told to its sender: never what stands on a line, but which one was rejected, and why. */
record BatchReport(Jdbi jdbi) implements Enquiry.Reports {
    /** So many of the rejected lines are remembered. */
    static final int MOST_REJECTED = 10_000;

    private static final int USUAL = 1_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    @Override
    public Optional<Outcome<Enquiry.Report>> find(Identified who, MessageId id, String query) {
        Optional<Long> after = number(query, "after", 0);
        Optional<Long> limit = number(query, "limit", USUAL).filter(most -> most >= 1 && most <= MOST_REJECTED);
        return jdbi.withHandle(handle -> new BatchRows(handle).find(id).filter(row -> isIts(row.batch(), who)).map(row ->
                after.isPresent() && limit.isPresent()
                        ? Outcome.of(new Enquiry.Report(row.batch().kind(), content(handle, row, after.get(), limit.get().intValue())))
                        : Outcome.refused(Refusal.of(RefusalCode.MALFORMED, "", "after a line, limit of 1 to " + MOST_REJECTED))));
    }

    private static boolean isIts(Batch batch, Identified who) {
        return batch.sender().equals(who.partner().id()) && batch.environment() == who.caller().key().environment();
    }

    private static Optional<Long> number(String query, String name, long usual) {
        Matcher found = Pattern.compile("(?:^|&)" + name + "=([^&]*)").matcher(query);
        return found.find() ? Optional.of(found.group(1)).filter(text -> NUMBER.matcher(text).matches()).map(Long::valueOf) : Optional.of(usual);
    }

    private static ObjectNode content(Handle handle, BatchRows.Row row, long after, int limit) {
        Batch batch = row.batch();
        Progress progress = row.progress();
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("message", batch.id().toString());
        batch.senderId().ifPresent(id -> content.put("id", id));
        content.put("kind", batch.kind()).put("accepted", batch.accepted().toString()).put("entry", batch.entry().toString());
        content.put("state", progress.state().word());
        content.putObject("lines").put("read", progress.taken() + progress.rejected()).put("accepted", progress.taken()).put("rejected", progress.rejected());
        progress.refusal().ifPresent(why -> fill(content.putObject("refusal"), new Rejected(0, why.code().code(), why.place(), why.expected())));
        List<Rejected> found = new BatchRows(handle).rejected(batch.id(), after, limit + 1);
        ArrayNode rejected = content.putArray("rejected");
        found.stream().limit(limit).forEach(line -> fill(rejected.addObject().put("line", line.line()), line));
        return content.put("more", found.size() > limit);
    }

    private static void fill(ObjectNode node, Rejected why) {
        node.put("code", why.code());
        if (!why.place().isEmpty()) {
            node.put("place", why.place());
        }
        if (!why.expected().isEmpty()) {
            node.put("expected", why.expected());
        }
    }
}
