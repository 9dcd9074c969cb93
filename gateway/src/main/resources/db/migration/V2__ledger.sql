-- Evidence, by month (UTC) so that retention can drop a month as a whole. Partitions are made by the gateway ahead of time.
CREATE TABLE ledger_entry (
    id           uuid        NOT NULL,
    at           timestamptz NOT NULL,
    message      uuid        NOT NULL,
    kind         text        NOT NULL,
    step         text        NOT NULL,
    from_partner text        NOT NULL,
    to_partner   text,
    environment  text        NOT NULL,
    assurance    text        NOT NULL,
    received     bytea       NOT NULL,
    delivered    bytea,
    mappings     text        NOT NULL,
    signature    text        NOT NULL,
    consent      text        NOT NULL,
    outcome      text        NOT NULL,
    took_micros  bigint      NOT NULL,
    -- SHA-256(salt, entry): what a public log may carry without anyone being able to guess the entry from it
    salt         bytea       NOT NULL,
    commitment   bytea       NOT NULL,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX ledger_entry_message ON ledger_entry (message, at);
CREATE INDEX ledger_entry_newest ON ledger_entry (at, id);
