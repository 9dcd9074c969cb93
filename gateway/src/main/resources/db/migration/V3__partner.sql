-- The registry: what partners.yaml said when it was last applied. Secrets are sealed (AES-256-GCM) with a key kept outside the database.
CREATE TABLE registry_version (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    version  bigint  NOT NULL
);
INSERT INTO registry_version (version) VALUES (0);

CREATE TABLE partner (
    id          text    PRIMARY KEY,
    name        text    NOT NULL,
    role        text    NOT NULL,
    dialect     text    NOT NULL,
    suspended   boolean NOT NULL,
    networks    text[]  NOT NULL,
    sources     text[]  NOT NULL,
    regions     text[]  NOT NULL,
    hub_for     text[]  NOT NULL,
    authorities text[]  NOT NULL
);

CREATE TABLE partner_key (
    convention  text    NOT NULL,
    id          text    NOT NULL,
    owner       text    NOT NULL REFERENCES partner ON DELETE CASCADE,
    environment text    NOT NULL,
    algorithm   text    NOT NULL,
    shared      boolean NOT NULL,
    -- a public key as it is, a shared secret sealed
    material    bytea   NOT NULL,
    PRIMARY KEY (convention, id)
);

CREATE TABLE endpoint (
    owner         text    NOT NULL REFERENCES partner ON DELETE CASCADE,
    kind          text    NOT NULL,
    environment   text    NOT NULL,
    url           text    NOT NULL,
    credential_id text    NOT NULL,
    -- sealed; null when the endpoint is called with the gateway's own key
    secret        bytea,
    timeout_ms    bigint  NOT NULL,
    concurrency   integer NOT NULL,
    PRIMARY KEY (owner, kind, environment)
);

CREATE TABLE agreement (
    id          text   PRIMARY KEY,
    caller      text   NOT NULL REFERENCES partner ON DELETE CASCADE,
    answers     text[] NOT NULL,
    kind        text   NOT NULL,
    purposes    text[] NOT NULL,
    bases       text[] NOT NULL,
    release     text   NOT NULL,
    daily_quota integer,
    from_day    date   NOT NULL,
    to_day      date   NOT NULL,
    way         text[] NOT NULL
);

-- Counted apart from the agreement, so that applying the file anew forgets no use of today.
CREATE TABLE agreement_use (
    agreement text    NOT NULL,
    day       date    NOT NULL,
    quota     integer NOT NULL,
    used      integer NOT NULL,
    -- how many the latest group was given
    granted   integer NOT NULL,
    PRIMARY KEY (agreement, day)
);
