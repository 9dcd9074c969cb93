-- Where an endpoint wants files brought to it instead of fetching them.
ALTER TABLE endpoint ADD COLUMN attachments text;

-- What an endpoint has, so that nothing is brought there twice.
CREATE TABLE attachment_pushed (
    endpoint text        NOT NULL,
    digest   bytea       NOT NULL CHECK (length(digest) = 32),
    at       timestamptz NOT NULL,
    PRIMARY KEY (endpoint, digest)
);
CREATE INDEX attachment_pushed_digest ON attachment_pushed (digest);

-- What parties told of a case in codes nobody knows, once for each place; it is shown until they have told how their part ended.
CREATE TABLE case_unmapped (
    case_id uuid        NOT NULL REFERENCES case_file ON DELETE CASCADE,
    partner text        NOT NULL,
    -- empty where it is not said, and the partner is more than one
    party   text        NOT NULL,
    place   text        NOT NULL,
    -- what stood there, where that is as short as a code
    code    text        NOT NULL,
    message uuid        NOT NULL,
    part    text        NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (case_id, partner, party, place, code)
);
