-- Which version of which item the last change was that everybody was told of, and when that was: a feed that does not know it was put back to an
-- earlier state, and has given or will give its number to another. Nobody's where no change was looked at yet.
ALTER TABLE profile_cursor ADD COLUMN publisher text NOT NULL DEFAULT '';
ALTER TABLE profile_cursor ADD COLUMN item text NOT NULL DEFAULT '';
ALTER TABLE profile_cursor ADD COLUMN version bigint NOT NULL DEFAULT 0;
ALTER TABLE profile_cursor ADD COLUMN looked timestamptz NOT NULL DEFAULT clock_timestamp();
