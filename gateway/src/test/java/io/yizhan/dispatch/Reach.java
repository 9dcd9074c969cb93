package io.yizhan.dispatch;

import io.yizhan.testing.Correspondence;
import io.yizhan.testing.MariaDb;
import java.util.function.BooleanSupplier;

/** The ways to reach a platform, table twice: on either engine. Each has eight of the recipients. */
enum Reach {
    PUSH,
    MAILBOX,
    KAFKA,
    TABLE_ON_POSTGRESQL,
    TABLE_ON_MARIADB(MariaDb::installed);

    static final int EACH = 8;

    private final BooleanSupplier there;

    Reach() {
        this(() -> true);
    }

    Reach(BooleanSupplier there) {
        this.there = there;
    }

    boolean there() {
        return there.getAsBoolean();
    }

    static Reach of(int recipient) {
        return values()[recipient / EACH];
    }

    int number(int test) {
        return ordinal() * EACH + test;
    }

    String recipient(int test) {
        return Correspondence.recipient(number(test));
    }
}
