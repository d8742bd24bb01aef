-- The parts of a plan besides its measures, and the organisation: a change is a new version, an
-- undo is a new version with older content, a removal is a version too. Nothing is ever updated or
-- deleted. `content` is canonical JSON of what somebody wrote (service/plans/item_reading.hpp).
-- The organisation belongs to no plan: its `plan` is empty.
CREATE TABLE plan_item (
  plan {text} NOT NULL,
  kind {text} NOT NULL CHECK (kind IN ('focusArea', 'goal', 'indicator', 'target', 'activity',
    'update', 'assessment', 'orgUnit')),
  id {text} NOT NULL,
  version {bigint} NOT NULL CHECK (version > 0),
  restores {bigint},
  removed {bigint} NOT NULL CHECK (removed IN (0, 1)),
  content {text} NOT NULL,
  example {bigint} NOT NULL CHECK (example IN (0, 1)),
  actor {text} NOT NULL,
  role {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  PRIMARY KEY (plan, kind, id, version),
  CHECK (restores < version)
) {strict};

ALTER TABLE plan ADD COLUMN decided_by {text} NOT NULL DEFAULT '';
ALTER TABLE plan ADD COLUMN reference {text} NOT NULL DEFAULT '';

-- What follows a measure up. Somebody who sets its timeliness says why.
ALTER TABLE measure ADD COLUMN code {text} NOT NULL DEFAULT '';
ALTER TABLE measure ADD COLUMN rs_mandate {bigint} NOT NULL DEFAULT 0;
ALTER TABLE measure ADD COLUMN funding {text} NOT NULL DEFAULT '';
ALTER TABLE measure ADD COLUMN merged_with {text} NOT NULL DEFAULT '';
ALTER TABLE measure ADD COLUMN manual_timeliness {text} NOT NULL DEFAULT '';
ALTER TABLE measure ADD COLUMN manual_reason {text} NOT NULL DEFAULT '';

CREATE TABLE measure_role (
  plan {text} NOT NULL,
  measure {text} NOT NULL,
  version {bigint} NOT NULL,
  position {bigint} NOT NULL,
  role {text} NOT NULL CHECK (role IN ('primary', 'collaborator', 'dataProvider', 'contact')),
  org_unit {text} NOT NULL,
  name {text} NOT NULL,
  PRIMARY KEY (plan, measure, version, position),
  FOREIGN KEY (plan, measure, version) REFERENCES measure (plan, id, version)
) {strict};

CREATE TABLE measure_goal (
  plan {text} NOT NULL,
  measure {text} NOT NULL,
  version {bigint} NOT NULL,
  position {bigint} NOT NULL,
  goal {text} NOT NULL,
  PRIMARY KEY (plan, measure, version, position),
  FOREIGN KEY (plan, measure, version) REFERENCES measure (plan, id, version)
) {strict};

-- The administration somebody works for: what "own" means for an editor.
ALTER TABLE user_account ADD COLUMN org_unit {text} NOT NULL DEFAULT '';

-- Reads one person's list of what to do, and nothing else. The token itself is never stored.
CREATE TABLE feed_token (
  user_name {text} PRIMARY KEY NOT NULL REFERENCES user_account (name),
  token_sha256 {text} NOT NULL UNIQUE,
  created_at {bigint} NOT NULL
) {strict};

--only sqlite
CREATE TRIGGER plan_item_keeps_rows BEFORE DELETE ON plan_item
BEGIN SELECT RAISE(ABORT, 'plans are never deleted'); END;
CREATE TRIGGER plan_item_keeps_values BEFORE UPDATE ON plan_item
BEGIN SELECT RAISE(ABORT, 'plans are never changed'); END;
CREATE TRIGGER measure_role_keeps_rows BEFORE DELETE ON measure_role
BEGIN SELECT RAISE(ABORT, 'measures are never deleted'); END;
CREATE TRIGGER measure_role_keeps_values BEFORE UPDATE ON measure_role
BEGIN SELECT RAISE(ABORT, 'measures are never changed'); END;
CREATE TRIGGER measure_goal_keeps_rows BEFORE DELETE ON measure_goal
BEGIN SELECT RAISE(ABORT, 'measures are never deleted'); END;
CREATE TRIGGER measure_goal_keeps_values BEFORE UPDATE ON measure_goal
BEGIN SELECT RAISE(ABORT, 'measures are never changed'); END;
--end
