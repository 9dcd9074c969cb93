-- Every message passes through these tables and leaves four dead rows behind: swept by their number, not by a share of what is left.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE queued SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

-- Of those nobody has begun with only. It said what queued_waiting says, and was taken for it where the order of that one was needed.
DROP INDEX queued_expires;
CREATE INDEX queued_expires ON queued (expires) WHERE leased_until IS NULL AND state = 'waiting';
