-- Messages of which another may follow, until it is known what does: written in the transaction that accepts them.
CREATE TABLE sequel (
    message  uuid        PRIMARY KEY,
    attempts integer     NOT NULL DEFAULT 0,
    next_try timestamptz NOT NULL DEFAULT '-infinity'
);
