-- Messages the gateway has taken responsibility for. Partitions by kind and month of the id (a UUIDv7) are made by the gateway ahead of time,
-- so that retention can drop a kind's month as a whole.
CREATE TABLE message (
    kind        text        NOT NULL,
    id          uuid        NOT NULL,
    part        text        NOT NULL,
    sender      text        NOT NULL,
    environment text        NOT NULL,
    -- the sender's own id, or what stands for it; null where it gave none
    sender_id   text,
    source      text        NOT NULL,
    subject     text,
    accepted    timestamptz NOT NULL,
    expires     timestamptz NOT NULL,
    received    bytea       NOT NULL,
    assurance   text        NOT NULL,
    consent     text        NOT NULL,
    trace       text,
    -- the commitment of its entry: what the sender was given as evidence
    entry       bytea       NOT NULL,
    PRIMARY KEY (kind, id)
) PARTITION BY RANGE (kind, id);

-- What they say, canonical. Apart, because it is destroyed first.
CREATE TABLE payload (
    kind    text  NOT NULL,
    id      uuid  NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (kind, id)
) PARTITION BY RANGE (kind, id);

-- What became of each message at each target, once that is settled.
CREATE TABLE delivery (
    kind     text        NOT NULL,
    id       uuid        NOT NULL,
    target   text        NOT NULL,
    partner  text        NOT NULL,
    party    text        NOT NULL,
    endpoint text        NOT NULL,
    state    text        NOT NULL,
    reason   text        NOT NULL,
    attempts integer     NOT NULL,
    settled  timestamptz NOT NULL,
    PRIMARY KEY (kind, id, target)
) PARTITION BY RANGE (kind, id);

-- Accepted and not yet expanded to targets, in the order of acceptance. A row is committed with its message and deleted with the expansion.
CREATE TABLE outbox (
    sequence  bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message   uuid        NOT NULL,
    kind      text        NOT NULL,
    subject   text,
    targets   jsonb       NOT NULL,
    expires   timestamptz NOT NULL,
    published timestamptz
);
CREATE INDEX outbox_unpublished ON outbox (sequence) WHERE published IS NULL;
CREATE INDEX outbox_message ON outbox (message);
CREATE INDEX outbox_subject ON outbox (subject, sequence) WHERE subject IS NOT NULL;

-- Deliveries that are not settled. States: waiting, behind (an older one of the same endpoint and subject is open), claimed (a node translates it),
-- sending (a call may be under way), unknown (it may have arrived), dead (given up; an operator decides).
CREATE TABLE queued (
    message      uuid        NOT NULL,
    target       text        NOT NULL,
    kind         text        NOT NULL,
    partner      text        NOT NULL,
    party        text        NOT NULL,
    endpoint     text        NOT NULL,
    agreement    text        NOT NULL,
    release      text        NOT NULL,
    copy         boolean     NOT NULL,
    subject      text,
    position     bigint      NOT NULL,
    expires      timestamptz NOT NULL,
    state        text        NOT NULL,
    due          timestamptz NOT NULL,
    attempts     integer     NOT NULL DEFAULT 0,
    reason       text        NOT NULL DEFAULT '',
    token        bigint      NOT NULL DEFAULT 0,
    leased_until timestamptz,
    PRIMARY KEY (message, target)
);
CREATE INDEX queued_waiting ON queued (endpoint, due, position) WHERE state = 'waiting';
CREATE INDEX queued_leased ON queued (leased_until) WHERE leased_until IS NOT NULL;
CREATE INDEX queued_subject ON queued (endpoint, subject, position) WHERE subject IS NOT NULL;
CREATE INDEX queued_stuck ON queued (state, endpoint) WHERE state IN ('dead', 'unknown');
CREATE SEQUENCE delivery_token;
