package io.yizhan.store;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Leases as rows of {@code lease}. A row stays when its lease is given back, so that its token never begins anew. */
record PostgresLeases(Jdbi jdbi) implements Leases {

    @Override
    public Optional<Lease> take(String name, Duration length) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        INSERT INTO lease AS held (name, token, ends)
                        VALUES (:name, 1, clock_timestamp() + :millis * interval '1 millisecond')
                        ON CONFLICT (name) DO UPDATE SET token = held.token + 1, ends = excluded.ends WHERE held.ends <= clock_timestamp()
                        RETURNING token""")
                .bind("name", name)
                .bind("millis", length.toMillis())
                .mapTo(Long.class)
                .findOne()
                .map(token -> new Lease(name, token)));
    }

    @Override
    public boolean renew(Lease lease, Duration length) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        UPDATE lease SET ends = clock_timestamp() + :millis * interval '1 millisecond'
                        WHERE name = :name AND token = :token""")
                .bind("millis", length.toMillis())
                .bind("name", lease.name())
                .bind("token", lease.token())
                .execute()) == 1;
    }

    @Override
    public void giveBack(Lease lease) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE lease SET ends = '-infinity' WHERE name = :name AND token = :token")
                .bind("name", lease.name())
                .bind("token", lease.token())
                .execute());
    }
}
