-- What waits for a person, what people decided, and what became of the raw uploads.

-- Rows kept out of the facts until somebody has looked at them. One entry may stand for several
-- rows of the file (a month of readings). `payload` is what the target needs to store them later.
CREATE TABLE held_row (
  id {identity},
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  row_number {bigint} NOT NULL,
  row_count {bigint} NOT NULL CHECK (row_count > 0),
  rule {text} NOT NULL,
  message_sv {text} NOT NULL,
  message_en {text} NOT NULL,
  record {text} NOT NULL,
  shown {json} NOT NULL,
  expected {real},
  payload {blob} NOT NULL
) {strict};
CREATE INDEX held_row_batch ON held_row (batch, row_number, id);

CREATE TABLE held_decision (
  held {bigint} PRIMARY KEY NOT NULL REFERENCES held_row (id),
  decision {text} NOT NULL CHECK (decision IN ('released', 'discarded')),
  actor {text} NOT NULL,
  role {text} NOT NULL,
  reason {text} NOT NULL,
  decided_at {bigint} NOT NULL
) {strict};

-- A finding that somebody has looked at and let stand.
CREATE TABLE accepted_finding (
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  rule {text} NOT NULL,
  actor {text} NOT NULL,
  role {text} NOT NULL,
  reason {text} NOT NULL,
  decided_at {bigint} NOT NULL,
  PRIMARY KEY (batch, rule)
) {strict};

-- Values that an import or a computation brought against one that a person has verified. The key
-- is that of an observation; `incoming` is the fact as it came.
CREATE TABLE review (
  id {identity},
  owner {text} NOT NULL,
  key_figure {text} NOT NULL,
  area {text} NOT NULL,
  period {text} NOT NULL,
  category {text} NOT NULL,
  series {text} NOT NULL,
  verified_value {real},
  verified_by {text} NOT NULL,
  verified_at {bigint} NOT NULL,
  incoming_value {real},
  incoming {blob} NOT NULL,
  source {text} NOT NULL,
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  row_number {bigint} NOT NULL,
  opened_at {bigint} NOT NULL
) {strict};
CREATE INDEX review_key
  ON review (key_figure, area, period, category, series, owner);
CREATE INDEX review_batch ON review (batch);

CREATE TABLE review_decision (
  review {bigint} PRIMARY KEY NOT NULL REFERENCES review (id),
  decision {text} NOT NULL CHECK (decision IN ('accepted', 'declined')),
  actor {text} NOT NULL,
  role {text} NOT NULL,
  reason {text} NOT NULL,
  decided_at {bigint} NOT NULL
) {strict};

-- Under which name an upload's bytes were kept: its own, that of a copy without the dropped
-- columns, or '' where nothing was kept. The digest stays when the file is deleted.
CREATE TABLE upload (
  sha256 {text} PRIMARY KEY NOT NULL,
  kept_sha256 {text} NOT NULL,
  kept_at {bigint} NOT NULL,
  deleted_at {bigint}
) {strict};

-- Append-only, also for whoever opens the file with another program.
--only sqlite
CREATE TRIGGER held_row_keeps_rows BEFORE DELETE ON held_row
BEGIN SELECT RAISE(ABORT, 'held rows are never deleted'); END;
CREATE TRIGGER held_row_keeps_values BEFORE UPDATE ON held_row
BEGIN SELECT RAISE(ABORT, 'held rows are never changed'); END;
CREATE TRIGGER held_decision_keeps_rows BEFORE DELETE ON held_decision
BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
CREATE TRIGGER held_decision_keeps_values BEFORE UPDATE ON held_decision
BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER accepted_finding_keeps_rows BEFORE DELETE ON accepted_finding
BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
CREATE TRIGGER accepted_finding_keeps_values BEFORE UPDATE ON accepted_finding
BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER review_keeps_rows BEFORE DELETE ON review
BEGIN SELECT RAISE(ABORT, 'reviews are never deleted'); END;
CREATE TRIGGER review_keeps_values BEFORE UPDATE ON review
BEGIN SELECT RAISE(ABORT, 'reviews are never changed'); END;
CREATE TRIGGER review_decision_keeps_rows BEFORE DELETE ON review_decision
BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
CREATE TRIGGER review_decision_keeps_values BEFORE UPDATE ON review_decision
BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END;
--end
