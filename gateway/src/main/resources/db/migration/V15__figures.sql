-- What happened to items of feeds and is not counted yet. Only ever added to while messages are accepted and delivered, so that nobody waits for
-- anybody; taken off again in the transaction that adds it to the totals.
CREATE TABLE figure_mark (
    number      bigint      GENERATED ALWAYS AS IDENTITY,
    -- what tells it apart, should it be noted a second time: the message, whom it reached, and what it counts for
    message     uuid        NOT NULL,
    target      text        NOT NULL,
    figure      text        NOT NULL,
    kind        text        NOT NULL,
    environment text        NOT NULL,
    -- empty where it is not said whose item it is, or by its case only which
    publisher   text        NOT NULL,
    item        text        NOT NULL,
    -- codes with spaces between: those of the item where it is published, else those that were said
    regions     text        NOT NULL,
    addressed   text        NOT NULL,
    case_id     uuid,
    at          timestamptz NOT NULL,
    many        bigint      NOT NULL,
    amount      numeric,
    recorded    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (message, target, figure)
);
CREATE INDEX figure_mark_number ON figure_mark (number);

-- Where each item applies, as it was last published.
CREATE TABLE figure_item (
    kind        text NOT NULL,
    environment text NOT NULL,
    item        text NOT NULL,
    publisher   text NOT NULL,
    regions     text NOT NULL,
    PRIMARY KEY (kind, environment, item, publisher)
);

-- Which item a case is about: what follows in it names the case only.
CREATE TABLE figure_case (
    case_id   uuid        PRIMARY KEY,
    publisher text        NOT NULL,
    item      text        NOT NULL,
    regions   text        NOT NULL,
    addressed text        NOT NULL,
    -- however many pay their share, it is paid once
    paid      boolean     NOT NULL DEFAULT false,
    opened    timestamptz NOT NULL
);
CREATE INDEX figure_case_opened ON figure_case (opened);

-- By item, of items whose publisher is known.
CREATE TABLE figure_total (
    kind        text    NOT NULL,
    environment text    NOT NULL,
    publisher   text    NOT NULL,
    item        text    NOT NULL,
    month       text    NOT NULL,
    figure      text    NOT NULL,
    many        bigint  NOT NULL,
    amount      numeric NOT NULL,
    PRIMARY KEY (kind, environment, publisher, item, month, figure)
);

-- By the first 2, 4 and 6 digits of regions' codes; 00 for the whole country, nothing where nobody knows.
CREATE TABLE figure_region (
    kind        text    NOT NULL,
    environment text    NOT NULL,
    region      text    NOT NULL,
    month       text    NOT NULL,
    figure      text    NOT NULL,
    many        bigint  NOT NULL,
    amount      numeric NOT NULL,
    PRIMARY KEY (kind, environment, region, month, figure)
);
