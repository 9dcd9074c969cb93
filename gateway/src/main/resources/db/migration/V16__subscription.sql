-- Of whom partners want to know what is new for them. What is known of them is sealed; the name is the partner's own and means nothing to others.
CREATE TABLE saved_profile (
    kind        text        NOT NULL,
    environment text        NOT NULL,
    partner     text        NOT NULL,
    name        text        NOT NULL,
    sealed      bytea       NOT NULL,
    -- whether what is still unknown is told as well
    open        boolean     NOT NULL,
    until       timestamptz NOT NULL,
    PRIMARY KEY (kind, environment, partner, name)
);
CREATE INDEX saved_profile_until ON saved_profile (until);

-- Which items each was told of: not again until one has ceased to be for them.
CREATE TABLE profile_told (
    kind        text   NOT NULL,
    environment text   NOT NULL,
    publisher   text   NOT NULL,
    item        text   NOT NULL,
    partner     text   NOT NULL,
    name        text   NOT NULL,
    version     bigint NOT NULL,
    PRIMARY KEY (kind, environment, publisher, item, partner, name),
    FOREIGN KEY (kind, environment, partner, name) REFERENCES saved_profile ON DELETE CASCADE
);
CREATE INDEX profile_told_profile ON profile_told (kind, environment, partner, name);

-- Up to which change of a feed everybody was told; whoever tells holds the row.
CREATE TABLE profile_cursor (
    kind        text   NOT NULL,
    environment text   NOT NULL,
    change      bigint NOT NULL,
    PRIMARY KEY (kind, environment)
);
