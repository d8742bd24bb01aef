-- What a setting was, so that an answer as of then uses what held then. What was set before this is
-- taken to have held always.

ALTER TABLE setting RENAME TO setting_before;

CREATE TABLE setting (
  name {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  value {text} NOT NULL,
  PRIMARY KEY (name, recorded_at)
) {strict};

INSERT INTO setting (name, recorded_at, value) SELECT name, 0, value FROM setting_before;
DROP TABLE setting_before;
