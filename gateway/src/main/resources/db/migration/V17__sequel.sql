-- Messages of which another may follow, until it is known what does: written in the transaction that accepts them.
CREATE TABLE sequel (
    message uuid PRIMARY KEY
);
