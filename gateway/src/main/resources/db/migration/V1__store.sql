-- Keys that may be used once (replay keys, identities of messages): the primary key decides who was first.
CREATE TABLE seen_claim (
    key     bytea       PRIMARY KEY CHECK (length(key) = 32),
    content bytea       NOT NULL CHECK (length(content) = 32),
    message uuid        NOT NULL,
    until   timestamptz NOT NULL
);
CREATE INDEX seen_claim_until ON seen_claim (until);
