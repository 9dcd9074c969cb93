-- Which version of each item was last put in the outbox for whom, and by which message; 0 or more, -1 where it is to be brought once more.
-- Written in the transaction that puts it there, so that no version goes out twice, and none after a newer one.
CREATE TABLE feed_sent (
    kind        text             NOT NULL,
    environment text             NOT NULL,
    partner     text COLLATE "C" NOT NULL,
    publisher   text COLLATE "C" NOT NULL,
    item        text COLLATE "C" NOT NULL,
    version     bigint           NOT NULL,
    message     uuid             NOT NULL,
    PRIMARY KEY (kind, environment, partner, publisher, item)
);

-- Whoever was sent something of an item was sent all that became of it.
INSERT INTO feed_sent (kind, environment, partner, publisher, item, version, message)
SELECT i.kind, i.environment, sent.partner, i.publisher, i.item, i.version, (array_agg(m.id ORDER BY m.id DESC))[1]
FROM (
    SELECT kind, id, partner FROM delivery
    UNION SELECT kind, message, partner FROM queued
    UNION SELECT kind, message, t.partner FROM outbox CROSS JOIN LATERAL jsonb_to_recordset(targets) AS t (partner text)
) AS sent
JOIN message AS m ON m.kind = sent.kind AND m.id = sent.id
JOIN feed_item AS i ON i.kind = m.kind AND i.environment = m.environment AND i.publisher = m.sender
    AND m.subject = i.kind || ' ' || i.publisher || ' ' || i.item
GROUP BY i.kind, i.environment, sent.partner, i.publisher, i.item, i.version;

-- Up to which change of a feed each follower was brought what stands; whoever brings it holds the row.
CREATE TABLE feed_follower (
    kind        text             NOT NULL,
    environment text             NOT NULL,
    partner     text COLLATE "C" NOT NULL,
    -- digest of what is for it: where that changes, everything is looked at once more
    terms       bytea            NOT NULL,
    -- where what it was sent is kept for it, if that is not with itself: there, too, nothing is in another place
    place       text             NOT NULL,
    change      bigint           NOT NULL,
    PRIMARY KEY (kind, environment, partner)
);
