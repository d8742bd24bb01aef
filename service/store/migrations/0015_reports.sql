-- Yearly reports. A change of a draft is a new version of it, like a change of state: nothing here
-- is ever updated or deleted. A locked report is the bytes that were made when it was locked; they
-- are served as they are and never rendered again.

CREATE TABLE report (
  plan {text} NOT NULL,
  id {text} NOT NULL,
  version {bigint} NOT NULL CHECK (version > 0),
  state {text} NOT NULL CHECK (state IN ('draft', 'ready', 'adopted')),
  content {text} NOT NULL,
  actor {text} NOT NULL,
  role {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  PRIMARY KEY (plan, id, version)
) {strict};

-- `draft` is the version of the draft that was locked; `reason` why in spite of what was missing.
CREATE TABLE report_lock (
  plan {text} NOT NULL,
  report {text} NOT NULL,
  version {bigint} NOT NULL CHECK (version > 0),
  draft {bigint} NOT NULL,
  reason {text} NOT NULL,
  actor {text} NOT NULL,
  role {text} NOT NULL,
  locked_at {bigint} NOT NULL,
  as_of {bigint} NOT NULL,
  html {blob} NOT NULL,
  html_sha256 {text} NOT NULL,
  xlsx {blob} NOT NULL,
  xlsx_sha256 {text} NOT NULL,
  json {blob} NOT NULL,
  json_sha256 {text} NOT NULL,
  PRIMARY KEY (plan, report, version),
  FOREIGN KEY (plan, report, draft) REFERENCES report (plan, id, version)
) {strict};

--only sqlite
CREATE TRIGGER report_keeps_rows BEFORE DELETE ON report
BEGIN SELECT RAISE(ABORT, 'reports are never deleted'); END;
CREATE TRIGGER report_keeps_values BEFORE UPDATE ON report
BEGIN SELECT RAISE(ABORT, 'reports are never changed'); END;
CREATE TRIGGER report_lock_keeps_rows BEFORE DELETE ON report_lock
BEGIN SELECT RAISE(ABORT, 'locked reports are never deleted'); END;
CREATE TRIGGER report_lock_keeps_values BEFORE UPDATE ON report_lock
BEGIN SELECT RAISE(ABORT, 'locked reports are never changed'); END;
--end
