-- Cases with several parties. Nothing in here says where a party stands: that is what everything told about the case comes to.
CREATE TABLE case_file (
    -- the message that opened it
    id          uuid        PRIMARY KEY,
    kind        text        NOT NULL,
    environment text        NOT NULL,
    originator  text        NOT NULL,
    number      text        NOT NULL,
    mode        text        NOT NULL,
    rule        text        NOT NULL,
    opened      timestamptz NOT NULL,
    inform      text[]      NOT NULL,
    stages      text[]      NOT NULL,
    -- when the case as a whole was concluded, but never before that was heard; null while it is not
    ended       timestamptz
);
CREATE UNIQUE INDEX case_file_number ON case_file (kind, environment, number, originator);
CREATE INDEX case_file_ended ON case_file (ended) WHERE ended IS NOT NULL;

CREATE TABLE case_party (
    case_id        uuid    NOT NULL REFERENCES case_file ON DELETE CASCADE,
    party          text    NOT NULL,
    place          integer NOT NULL,
    kind           text    NOT NULL,
    environment    text    NOT NULL,
    partner        text    NOT NULL,
    agreement      text    NOT NULL,
    after          text[]  NOT NULL,
    statutory_days integer,
    promised_days  integer,
    -- the party's own number for it, once it has told one
    project        text,
    PRIMARY KEY (case_id, party)
);
CREATE UNIQUE INDEX case_party_project ON case_party (partner, kind, environment, project);

-- Everything told about a case, in the order of arrival.
CREATE TABLE case_event (
    message       uuid        PRIMARY KEY,
    case_id       uuid        NOT NULL REFERENCES case_file ON DELETE CASCADE,
    place         integer     NOT NULL,
    sender        text        NOT NULL,
    by_originator boolean     NOT NULL,
    parties       text[]      NOT NULL,
    step          text        NOT NULL,
    conclusion    text,
    stage         integer     NOT NULL,
    promised_on   date,
    at            timestamptz NOT NULL,
    -- when it counts as having happened: the same, save where a sender's dates are only days
    counts        timestamptz NOT NULL,
    content       bytea       NOT NULL CHECK (length(content) = 32),
    UNIQUE (case_id, place)
);

-- Which deadlines are to be reminded of, once for each day they fall on.
CREATE TABLE case_reminder (
    case_id uuid        NOT NULL REFERENCES case_file ON DELETE CASCADE,
    party   text        NOT NULL,
    what    text        NOT NULL,
    due     date        NOT NULL,
    at      timestamptz NOT NULL,
    sent    boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (case_id, party, what, due)
);
CREATE INDEX case_reminder_at ON case_reminder (at) WHERE NOT sent;

-- What was refused, so that a group repeated after a lost commit is refused again, whatever has happened in between.
CREATE TABLE case_refusal (
    message  uuid        PRIMARY KEY,
    code     text        NOT NULL,
    place    text        NOT NULL,
    expected text        NOT NULL,
    recorded timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX case_refusal_recorded ON case_refusal (recorded);
