-- Files that answers spoke of: who may fetch them, and where they are kept. The link is sealed (AES-256-GCM) with a key kept outside the
-- database; nothing of a file itself is ever in here.
CREATE TABLE offered_file (
    name        text        PRIMARY KEY CHECK (name ~ '^[0-9a-f]{32}$'),
    message     uuid        NOT NULL,
    kind        text        NOT NULL,
    environment text        NOT NULL,
    caller      text        NOT NULL,
    agreement   text        NOT NULL,
    consent     text        NOT NULL,
    endpoint    text        NOT NULL,
    link        bytea       NOT NULL,
    -- what was promised of it, as far as anything was
    media_type  text,
    digest      bytea       CHECK (length(digest) = 32),
    size        bigint      CHECK (size >= 0),
    until       timestamptz NOT NULL
);
CREATE INDEX offered_file_until ON offered_file (until);

-- Where an endpoint's files may be besides the endpoint's own place.
ALTER TABLE endpoint ADD COLUMN file_hosts text[] NOT NULL DEFAULT '{}';
