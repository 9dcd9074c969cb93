-- Files of items that were sent as a whole, and how far each has been worked off. What is in them is kept as an attachment.
CREATE TABLE batch (
    id          uuid        PRIMARY KEY,
    kind        text        NOT NULL,
    environment text        NOT NULL,
    sender      text        NOT NULL,
    dialect     text        NOT NULL,
    convention  text        NOT NULL,
    sender_id   text,
    source      text,
    form        text        NOT NULL,
    content     bytea       NOT NULL,
    size        bigint      NOT NULL DEFAULT 0,
    -- its content came with it, and was not there already
    brought     boolean     NOT NULL DEFAULT false,
    assurance   text        NOT NULL,
    accepted    timestamptz NOT NULL,
    entry       bytea       NOT NULL,
    state       text        NOT NULL DEFAULT 'waiting',
    -- the last line of which it is known what became of it, and the byte after it where lines are found by their bytes
    line        bigint      NOT NULL DEFAULT 0,
    place       bigint      NOT NULL DEFAULT 0,
    taken       bigint      NOT NULL DEFAULT 0,
    rejected    bigint      NOT NULL DEFAULT 0,
    -- why all of it was refused: code, place, what was expected
    refusal     text[],
    -- when it went on last; where it could not, not to be tried before then, and how often that was in vain
    next_try    timestamptz NOT NULL DEFAULT '-infinity',
    tries       int         NOT NULL DEFAULT 0,
    ended       timestamptz
);
CREATE INDEX batch_open ON batch (sender, environment, accepted, id) WHERE ended IS NULL;
CREATE INDEX batch_ended ON batch (ended) WHERE ended IS NOT NULL;

-- The first of the lines that were rejected, each with why.
CREATE TABLE batch_rejected (
    batch    uuid   NOT NULL REFERENCES batch ON DELETE CASCADE,
    line     bigint NOT NULL,
    code     text   NOT NULL,
    place    text   NOT NULL,
    expected text   NOT NULL,
    PRIMARY KEY (batch, line)
);
