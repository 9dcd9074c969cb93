-- Why it could not be looked into, and when that was last: for whoever decides what becomes of those that were given up.
ALTER TABLE sequel ADD COLUMN trouble text;
ALTER TABLE sequel ADD COLUMN failed timestamptz;
