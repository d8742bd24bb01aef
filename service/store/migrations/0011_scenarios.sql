-- Named sets of assumptions of a plan: which measures are on, and assumed values. Taking one away is
-- a new version of it, so nothing here is ever updated or deleted. Never mixed with facts.

CREATE TABLE scenario (
  plan {text} NOT NULL,
  id {text} NOT NULL,
  version {bigint} NOT NULL CHECK (version > 0),
  deleted {bigint} NOT NULL CHECK (deleted IN (0, 1)),
  name {text} NOT NULL,
  key_figure {text} NOT NULL,
  region {text} NOT NULL,
  year {bigint} NOT NULL,
  actor {text} NOT NULL,
  role {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  PRIMARY KEY (plan, id, version)
) {strict};

CREATE TABLE scenario_measure (
  plan {text} NOT NULL,
  scenario {text} NOT NULL,
  version {bigint} NOT NULL,
  position {bigint} NOT NULL,
  measure {text} NOT NULL,
  PRIMARY KEY (plan, scenario, version, position),
  FOREIGN KEY (plan, scenario, version) REFERENCES scenario (plan, id, version)
) {strict};

CREATE TABLE scenario_value (
  plan {text} NOT NULL,
  scenario {text} NOT NULL,
  version {bigint} NOT NULL,
  key_figure {text} NOT NULL,
  value {real} NOT NULL,
  PRIMARY KEY (plan, scenario, version, key_figure),
  FOREIGN KEY (plan, scenario, version) REFERENCES scenario (plan, id, version)
) {strict};

--only sqlite
CREATE TRIGGER scenario_keeps_rows BEFORE DELETE ON scenario
BEGIN SELECT RAISE(ABORT, 'scenarios are never deleted'); END;
CREATE TRIGGER scenario_keeps_values BEFORE UPDATE ON scenario
BEGIN SELECT RAISE(ABORT, 'scenarios are never changed'); END;
CREATE TRIGGER scenario_measure_keeps_rows BEFORE DELETE ON scenario_measure
BEGIN SELECT RAISE(ABORT, 'scenarios are never deleted'); END;
CREATE TRIGGER scenario_measure_keeps_values BEFORE UPDATE ON scenario_measure
BEGIN SELECT RAISE(ABORT, 'scenarios are never changed'); END;
CREATE TRIGGER scenario_value_keeps_rows BEFORE DELETE ON scenario_value
BEGIN SELECT RAISE(ABORT, 'scenarios are never deleted'); END;
CREATE TRIGGER scenario_value_keeps_values BEFORE UPDATE ON scenario_value
BEGIN SELECT RAISE(ABORT, 'scenarios are never changed'); END;
--end
