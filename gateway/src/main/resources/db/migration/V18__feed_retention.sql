-- Of versions that were replaced long ago what they said is forgotten. What says who wanted them stays: whoever was given an item once is given all
-- that becomes of it. Where nothing is said of that, a version was kept before there was this column, and its content says it.
ALTER TABLE feed_version ADD COLUMN traits bytea;
ALTER TABLE feed_version ALTER COLUMN content DROP NOT NULL;
