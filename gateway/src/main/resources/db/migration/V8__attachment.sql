-- Materials partners bring by their digest. The content is in a depot (a directory, or an object storage), never in here. Every content there
-- has a row, from before it arrives until after it has gone.
CREATE SEQUENCE attachment_lot;
CREATE TABLE attachment (
    digest      bytea       NOT NULL CHECK (length(digest) = 32),
    environment text        NOT NULL,
    uploader    text        NOT NULL,
    -- as announced, of which fewer bytes may be there while it arrives
    size        bigint      NOT NULL CHECK (size >= 0),
    -- arriving: it can be continued; kept: it may be fetched; leaving: nobody needs it any more
    state       text        NOT NULL CHECK (state IN ('arriving', 'kept', 'leaving')),
    -- the name of the file it arrives in ends with this, so that an upload begun anew has nothing to do with the one before
    lot         bigint      NOT NULL DEFAULT nextval('attachment_lot'),
    depot       text        NOT NULL,
    -- when it was begun, or kept
    at          timestamptz NOT NULL,
    -- no message has spoken of it yet
    waiting     boolean     NOT NULL DEFAULT true,
    -- the last day a message that spoke of it may need it
    needed      timestamptz NOT NULL DEFAULT '-infinity',
    PRIMARY KEY (digest, environment, uploader)
);
CREATE INDEX attachment_waiting ON attachment (uploader) INCLUDE (size) WHERE waiting;
CREATE INDEX attachment_needed ON attachment (needed, at);

-- Who else may fetch one: partners a message that speaks of it is delivered to.
CREATE TABLE attachment_grant (
    digest      bytea       NOT NULL CHECK (length(digest) = 32),
    environment text        NOT NULL,
    partner     text        NOT NULL,
    message     uuid        NOT NULL,
    until       timestamptz NOT NULL,
    PRIMARY KEY (digest, environment, partner, message)
);
CREATE INDEX attachment_grant_until ON attachment_grant (until);
