-- Sources that somebody wrote or changed here. Append-only: a change is a new version, and the one
-- before it is superseded from that time.
CREATE TABLE source_mapping (
  id {text} NOT NULL,
  version {bigint} NOT NULL CHECK (version > 0),
  toml {text} NOT NULL,
  actor {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  superseded_at {bigint},
  PRIMARY KEY (id, version)
) {strict};
CREATE UNIQUE INDEX source_mapping_open ON source_mapping (id) WHERE superseded_at IS NULL;
