-- Who may sign in, who is signed in, and what was done by whom.

CREATE TABLE user_account (
  name {text} PRIMARY KEY NOT NULL,
  display_name {text} NOT NULL,
  role {text} NOT NULL CHECK (role IN ('viewer', 'contributor', 'editor', 'coordinator', 'admin')),
  password_hash {text} NOT NULL,
  created_at {bigint} NOT NULL,
  password_at {bigint} NOT NULL,
  last_login_at {bigint},
  removed_at {bigint}
) {strict};

-- The id itself is never stored. Sessions that have ended are deleted: the audit log remembers.
CREATE TABLE session (
  id_sha256 {text} PRIMARY KEY NOT NULL,
  user_name {text} NOT NULL REFERENCES user_account (name),
  created_at {bigint} NOT NULL,
  seen_at {bigint} NOT NULL,
  expires_at {bigint} NOT NULL
) {strict};
CREATE INDEX session_user ON session (user_name);

-- Each entry holds the hash of the one before it: none can be changed, left out or moved without
-- all later hashes telling. The head tells when the latest were cut off.
CREATE TABLE audit (
  seq {bigint} PRIMARY KEY NOT NULL,
  time {bigint} NOT NULL,
  actor {text} NOT NULL,
  role {text} NOT NULL,
  action {text} NOT NULL,
  object {text} NOT NULL,
  note {text} NOT NULL,
  before_sha256 {text},
  after_sha256 {text},
  request {text} NOT NULL,
  previous {text} NOT NULL,
  hash {text} NOT NULL
) {strict};

CREATE TABLE audit_head (
  only_row {bigint} PRIMARY KEY NOT NULL CHECK (only_row = 1),
  seq {bigint} NOT NULL,
  hash {text} NOT NULL
) {strict};
INSERT INTO audit_head VALUES (1, 0, '');

-- Append-only, also for whoever opens the file with another program.
--only sqlite
CREATE TRIGGER audit_keeps_entries BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is never trimmed'); END;
CREATE TRIGGER audit_keeps_words BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
CREATE TRIGGER audit_grows_by_one BEFORE INSERT ON audit
WHEN NEW.seq IS NOT (SELECT seq + 1 FROM audit_head)
  OR NEW.previous IS NOT (SELECT hash FROM audit_head)
BEGIN SELECT RAISE(ABORT, 'the audit log only grows at its end'); END;
CREATE TRIGGER audit_head_is_one BEFORE INSERT ON audit_head
BEGIN SELECT RAISE(ABORT, 'the audit log has one head'); END;
CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'the audit log keeps its head'); END;
CREATE TRIGGER audit_head_follows BEFORE UPDATE ON audit_head
WHEN NEW.seq IS NOT OLD.seq + 1
  OR NEW.hash IS NOT (SELECT hash FROM audit WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the head follows the log'); END;
--end
