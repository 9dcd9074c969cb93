package io.yizhan.console;

import io.yizhan.delivery.Message;
import io.yizhan.delivery.Sequels;
import io.yizhan.delivery.Sequels.Stuck;
import io.yizhan.vocabulary.MessageId;
import java.util.List;
import java.util.Optional;

/** Each decision in one transaction with its entry. */
record NotedSequels(DeadLetters.Books books, Sequels sequels) implements StuckSequels {
    private static final int BATCH = 200;

    @Override
    public List<Stuck> list(int most) {
        return sequels.stuck(most);
    }

    @Override
    public boolean retry(MessageId id, Operator who) {
        Optional<Message> message = books.messages().find(id);
        return message.isPresent() && books.jdbi().inTransaction(handle -> {
            boolean again = sequels.again(handle, id);
            if (again) {
                books.note(handle, message.get(), Optional.empty(), "retry", "again", who);
            }
            return again;
        });
    }

    @Override
    public int retry(Operator who) {
        int many = 0;
        List<Stuck> batch;
        do {
            batch = list(BATCH);
            many += (int) batch.stream().filter(stuck -> retry(stuck.message(), who)).count();
        } while (batch.size() == BATCH);
        return many;
    }
}
