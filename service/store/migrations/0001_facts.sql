-- The first schema: reference data, facts, batches, keys.
--
-- Words in braces differ between the engines (service/store/migrations.hpp). Times are
-- microseconds since 1970 in UTC. A migration that has been released is never edited: its
-- checksum is kept in every store.

-- The last moment anything was recorded; two processes on one store agree through it.
CREATE TABLE clock (
  only_row {bigint} PRIMARY KEY CHECK (only_row = 1),
  last {bigint} NOT NULL
) {strict};
INSERT INTO clock (only_row, last) VALUES (1, 0);

CREATE TABLE region (
  code {text} PRIMARY KEY NOT NULL,
  name {text} NOT NULL,
  short_name {text} NOT NULL,
  county {text} NOT NULL,
  kolada_id {text} NOT NULL,
  iso {text} NOT NULL,
  source {text} NOT NULL
) {strict};

CREATE TABLE key_figure (
  version {identity},
  id {text} NOT NULL,
  position {bigint} NOT NULL,
  definition {json} NOT NULL,
  recorded_at {bigint} NOT NULL,
  superseded_at {bigint},
  CHECK (superseded_at >= recorded_at)
) {strict};
CREATE UNIQUE INDEX key_figure_open ON key_figure (id) WHERE superseded_at IS NULL;

CREATE TABLE batch (
  id {text} PRIMARY KEY NOT NULL,
  source {text} NOT NULL,
  mapping_version {text} NOT NULL,
  target {text} NOT NULL,
  sha256 {text} NOT NULL,
  bytes {bigint} NOT NULL,
  file_name {text} NOT NULL,
  format {text} NOT NULL,
  encoding {text} NOT NULL,
  state {text} NOT NULL CHECK (state IN ('running', 'stored', 'held', 'rejected', 'retracted')),
  idempotency_key {text},
  actor {text} NOT NULL,
  received_at {bigint} NOT NULL,
  recorded_at {bigint},
  rows_read {bigint} NOT NULL,
  stored {bigint} NOT NULL,
  duplicate {bigint} NOT NULL,
  quarantined {bigint} NOT NULL,
  superseded {bigint} NOT NULL,
  digest {text} NOT NULL,
  receipt {json} NOT NULL,
  retracted_at {bigint},
  retracted_by {text} NOT NULL,
  retract_reason {text} NOT NULL
) {strict};
CREATE UNIQUE INDEX batch_idempotency ON batch (source, idempotency_key)
  WHERE idempotency_key IS NOT NULL;
CREATE INDEX batch_bytes ON batch (source, sha256);
CREATE INDEX batch_received ON batch (received_at, id);

-- Idempotency keys of imports, for good. Several may lead to one batch, when the same bytes came
-- again under another key.
CREATE TABLE import_key (
  source {text} NOT NULL,
  name {text} NOT NULL,
  sha256 {text} NOT NULL,
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (source, name)
) {strict};

CREATE TABLE reject (
  id {identity},
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  row_number {bigint} NOT NULL,
  column_name {text} NOT NULL,
  raw {text} NOT NULL,
  rule {text} NOT NULL,
  message_sv {text} NOT NULL,
  message_en {text} NOT NULL,
  record {text} NOT NULL
) {strict};
CREATE INDEX reject_batch ON reject (batch, row_number, column_name, id);

CREATE TABLE duplicate_of (
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  of_batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  row_count {bigint} NOT NULL,
  PRIMARY KEY (batch, of_batch)
) {strict};
CREATE INDEX duplicate_of_batch ON duplicate_of (of_batch);

CREATE TABLE token (
  id {text} PRIMARY KEY NOT NULL,
  role {text} NOT NULL,
  sources {text} NOT NULL,
  secret_sha256 {text} NOT NULL,
  created_at {bigint} NOT NULL,
  expires_at {bigint} NOT NULL,
  last_used_at {bigint},
  revoked_at {bigint},
  note {text} NOT NULL
) {strict};

-- Facts. Of each key at most one row is open; the indexes named _open say so. Those named
-- _history find every version of a key.

CREATE TABLE observation (
  id {identity},
  owner {text} NOT NULL,
  key_figure {text} NOT NULL,
  area {text} NOT NULL,
  period {text} NOT NULL,
  category {text} NOT NULL,
  series {text} NOT NULL CHECK (series IN ('kolada', 'printed', 'own')),
  value {real},
  missing_reason {text} CHECK (missing_reason IN ('missing', 'notApplicable', 'confidential',
    'notPublished', 'notSubmitted', 'tooFew')),
  status {text} NOT NULL CHECK (status IN ('preliminary', 'final', 'revised', 'estimated')),
  numerator {real},
  denominator {real},
  printed_rank {bigint},
  printed_of {bigint},
  source {text} NOT NULL,
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  row_number {bigint} NOT NULL,
  origin {text} NOT NULL,
  version {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  superseded_at {bigint},
  CHECK ((value IS NULL) <> (missing_reason IS NULL)),
  CHECK (superseded_at >= recorded_at)
) {strict};
CREATE UNIQUE INDEX observation_open
  ON observation (owner, key_figure, area, period, category, series) WHERE superseded_at IS NULL;
CREATE INDEX observation_history
  ON observation (key_figure, area, period, category, series, owner, recorded_at);
CREATE INDEX observation_batch ON observation (batch, row_number);

CREATE TABLE population (
  id {identity},
  owner {text} NOT NULL,
  region {text} NOT NULL,
  year {bigint} NOT NULL,
  value {real} NOT NULL,
  source {text} NOT NULL,
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  row_number {bigint} NOT NULL,
  origin {text} NOT NULL,
  version {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  superseded_at {bigint},
  CHECK (superseded_at >= recorded_at)
) {strict};
CREATE UNIQUE INDEX population_open
  ON population (owner, region, year) WHERE superseded_at IS NULL;
CREATE INDEX population_history ON population (region, year, owner, recorded_at);
CREATE INDEX population_batch ON population (batch, row_number);

CREATE TABLE target (
  id {identity},
  owner {text} NOT NULL,
  key_figure {text} NOT NULL,
  region {text} NOT NULL,
  year {bigint} NOT NULL,
  value {real} NOT NULL,
  baseline_year {bigint},
  baseline_value {real},
  path {text} NOT NULL CHECK (path IN ('step', 'linear')),
  decision {text} NOT NULL,
  source {text} NOT NULL,
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  row_number {bigint} NOT NULL,
  origin {text} NOT NULL,
  version {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  superseded_at {bigint},
  CHECK (superseded_at >= recorded_at)
) {strict};
CREATE UNIQUE INDEX target_open
  ON target (owner, key_figure, region, year) WHERE superseded_at IS NULL;
CREATE INDEX target_history ON target (key_figure, region, year, owner, recorded_at);
CREATE INDEX target_batch ON target (batch, row_number);

-- Append-only, also for whoever opens the file with another program.
--only sqlite
CREATE TRIGGER observation_keeps_rows BEFORE DELETE ON observation
BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER observation_keeps_values
BEFORE UPDATE OF id, owner, key_figure, area, period, category, series, value, missing_reason,
  status, numerator, denominator, printed_rank, printed_of, source, batch, row_number, origin,
  version, recorded_at ON observation
BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER observation_closes_once BEFORE UPDATE OF superseded_at ON observation
WHEN OLD.superseded_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'facts are superseded once'); END;

CREATE TRIGGER population_keeps_rows BEFORE DELETE ON population
BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER population_keeps_values
BEFORE UPDATE OF id, owner, region, year, value, source, batch, row_number, origin, version,
  recorded_at ON population
BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER population_closes_once BEFORE UPDATE OF superseded_at ON population
WHEN OLD.superseded_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'facts are superseded once'); END;

CREATE TRIGGER target_keeps_rows BEFORE DELETE ON target
BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER target_keeps_values
BEFORE UPDATE OF id, owner, key_figure, region, year, value, baseline_year, baseline_value, path,
  decision, source, batch, row_number, origin, version, recorded_at ON target
BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER target_closes_once BEFORE UPDATE OF superseded_at ON target
WHEN OLD.superseded_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'facts are superseded once'); END;

CREATE TRIGGER key_figure_keeps_rows BEFORE DELETE ON key_figure
BEGIN SELECT RAISE(ABORT, 'definitions are never deleted'); END;
CREATE TRIGGER key_figure_keeps_values
BEFORE UPDATE OF version, id, position, definition, recorded_at ON key_figure
BEGIN SELECT RAISE(ABORT, 'definitions are never changed'); END;
CREATE TRIGGER key_figure_closes_once BEFORE UPDATE OF superseded_at ON key_figure
WHEN OLD.superseded_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'definitions are superseded once'); END;

CREATE TRIGGER batch_keeps_rows BEFORE DELETE ON batch
BEGIN SELECT RAISE(ABORT, 'batches are never deleted'); END;
--end
