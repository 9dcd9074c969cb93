-- How an endpoint is reached: called (push), by messages it fetches (mailbox), by a topic (kafka) or by rows of its own database (table).
-- Only a called one has an address; that of a database stands in the same place, its password where the credential's secret stands.
ALTER TABLE endpoint
    ADD COLUMN way         text    NOT NULL DEFAULT 'push',
    ADD COLUMN topic       text,
    ADD COLUMN db_user     text,
    ADD COLUMN tables_up   text,
    ADD COLUMN tables_down text,
    -- null: as the kind says
    ADD COLUMN idempotent  boolean,
    ADD COLUMN status      text,
    ADD COLUMN maintenance text[]  NOT NULL DEFAULT '{}';

-- What nobody comes to fetch, or what waits at an endpoint that is not there any more, expires all the same.
CREATE INDEX queued_expires ON queued (expires) WHERE state = 'waiting';
-- Of what is unknown, that about which somebody can be asked, or which may be sent again.
CREATE INDEX queued_unknown ON queued (endpoint, due) WHERE state = 'unknown';
