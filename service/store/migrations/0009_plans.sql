-- Action plans and their measures. A change is a new version and taking a change back is a new
-- version with the older content, so nothing here is ever updated or deleted. The version that
-- holds is the highest; the one that held at a time is the highest recorded by then.

CREATE TABLE plan (
  id {text} NOT NULL,
  version {bigint} NOT NULL CHECK (version > 0),
  owner {text} NOT NULL,
  name {text} NOT NULL,
  from_year {bigint} NOT NULL,
  to_year {bigint} NOT NULL,
  source_text {text} NOT NULL,
  source_document {text} NOT NULL,
  actor {text} NOT NULL,
  role {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  PRIMARY KEY (id, version),
  CHECK (to_year >= from_year)
) {strict};

-- `restores` is the version whose content an undo brought back.
CREATE TABLE measure (
  plan {text} NOT NULL,
  id {text} NOT NULL,
  version {bigint} NOT NULL CHECK (version > 0),
  restores {bigint},
  name {text} NOT NULL,
  description {text} NOT NULL,
  state {text} NOT NULL CHECK (state IN ('proposed', 'investigated', 'decided', 'ongoing', 'done',
    'verified', 'cancelled', 'postponed')),
  org_unit {text} NOT NULL,
  start_date {text} NOT NULL,
  end_date {text} NOT NULL,
  investment {real},
  annual_cost {real},
  annual_saving {real},
  lifetime {real},
  co2e_tonnes {real},
  overlap_group {text} NOT NULL,
  source_text {text} NOT NULL,
  source_document {text} NOT NULL,
  example {bigint} NOT NULL CHECK (example IN (0, 1)),
  actor {text} NOT NULL,
  role {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  PRIMARY KEY (plan, id, version),
  CHECK (restores < version)
) {strict};

CREATE TABLE measure_effect (
  plan {text} NOT NULL,
  measure {text} NOT NULL,
  version {bigint} NOT NULL,
  position {bigint} NOT NULL,
  key_figure {text} NOT NULL,
  change {real} NOT NULL,
  from_year {bigint} NOT NULL,
  full_year {bigint} NOT NULL,
  confidence {text} NOT NULL CHECK (confidence IN ('high', 'medium', 'low')),
  PRIMARY KEY (plan, measure, version, position),
  FOREIGN KEY (plan, measure, version) REFERENCES measure (plan, id, version),
  CHECK (full_year >= from_year)
) {strict};

--only sqlite
CREATE TRIGGER plan_keeps_rows BEFORE DELETE ON plan
BEGIN SELECT RAISE(ABORT, 'plans are never deleted'); END;
CREATE TRIGGER plan_keeps_values BEFORE UPDATE ON plan
BEGIN SELECT RAISE(ABORT, 'plans are never changed'); END;
CREATE TRIGGER measure_keeps_rows BEFORE DELETE ON measure
BEGIN SELECT RAISE(ABORT, 'measures are never deleted'); END;
CREATE TRIGGER measure_keeps_values BEFORE UPDATE ON measure
BEGIN SELECT RAISE(ABORT, 'measures are never changed'); END;
CREATE TRIGGER measure_effect_keeps_rows BEFORE DELETE ON measure_effect
BEGIN SELECT RAISE(ABORT, 'measures are never deleted'); END;
CREATE TRIGGER measure_effect_keeps_values BEFORE UPDATE ON measure_effect
BEGIN SELECT RAISE(ABORT, 'measures are never changed'); END;
--end
