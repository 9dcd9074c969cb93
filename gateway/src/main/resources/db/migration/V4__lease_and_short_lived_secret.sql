-- Who may do what only one node may do at a time. The token grows with every taking, so that a holder who was overtaken is recognised.
CREATE TABLE lease (
    name  text        PRIMARY KEY,
    token bigint      NOT NULL,
    ends  timestamptz NOT NULL
);

-- What may be done only so often in a minute (counted from the epoch).
CREATE TABLE minute_use (
    name    text    PRIMARY KEY,
    minute  bigint  NOT NULL,
    used    integer NOT NULL,
    -- how many the latest group was given
    granted integer NOT NULL
);

-- Secrets platforms gave the gateway and the gateway gave its callers, sealed (AES-256-GCM) with the key kept outside the database.
-- Apart from the registry, so that applying a partners file forgets none.
CREATE TABLE short_lived_secret (
    number      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    whose       text        NOT NULL,
    environment text        NOT NULL,
    name        text        NOT NULL,
    begins      timestamptz NOT NULL,
    ends        timestamptz NOT NULL,
    sealed      bytea       NOT NULL
);
CREATE INDEX short_lived_secret_place ON short_lived_secret (whose, environment);
CREATE INDEX short_lived_secret_ends ON short_lived_secret (ends);

-- Whether the secret only serves to get short-lived ones, which then sign calls.
ALTER TABLE partner_key ADD COLUMN renewed boolean NOT NULL DEFAULT false;
ALTER TABLE endpoint ADD COLUMN renewed boolean NOT NULL DEFAULT false;
