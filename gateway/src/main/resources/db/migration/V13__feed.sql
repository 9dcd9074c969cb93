-- What has been published of each kind of the pattern feed. How many changes there were: who publishes holds this row until its COMMIT, so that
-- changes are seen in the order of their numbers and none of them later than a greater one.
CREATE TABLE feed_line (
    kind        text   NOT NULL,
    environment text   NOT NULL,
    change      bigint NOT NULL,
    PRIMARY KEY (kind, environment)
);

-- Each item as it stands now, tombstones too. Compared as bytes: the order of the key is that of the root's leaves.
CREATE TABLE feed_item (
    kind        text             NOT NULL,
    environment text             NOT NULL,
    publisher   text COLLATE "C" NOT NULL,
    item        text COLLATE "C" NOT NULL,
    version     bigint           NOT NULL,
    withdrawn   boolean          NOT NULL,
    digest      bytea            NOT NULL,
    published   timestamptz      NOT NULL,
    change      bigint           NOT NULL,
    PRIMARY KEY (kind, environment, publisher, item)
);
CREATE UNIQUE INDEX feed_item_change ON feed_item (kind, environment, change);

-- Every version there ever was, with what it says. change is null where a newer one had come before it, so that nobody was given it.
CREATE TABLE feed_version (
    kind        text             NOT NULL,
    environment text             NOT NULL,
    publisher   text COLLATE "C" NOT NULL,
    item        text COLLATE "C" NOT NULL,
    version     bigint           NOT NULL,
    withdrawn   boolean          NOT NULL,
    digest      bytea            NOT NULL,
    content     bytea            NOT NULL,
    published   timestamptz      NOT NULL,
    change      bigint,
    PRIMARY KEY (kind, environment, publisher, item, version)
);

-- Which items of a feed a partner wants at an endpoint, as facet=value; all of them where it says nothing.
ALTER TABLE endpoint ADD COLUMN follows text[] NOT NULL DEFAULT '{}';
