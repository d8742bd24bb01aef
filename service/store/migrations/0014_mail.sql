-- Where somebody is reminded by e-mail, and whether they want to be.
ALTER TABLE user_account ADD COLUMN email {text} NOT NULL DEFAULT '';
ALTER TABLE user_account ADD COLUMN reminders {bigint} NOT NULL DEFAULT 1;

-- The latest reminder of each person. A row is claimed before anything is sent, so that two
-- processes never send the same; what was sent stays in the audit log.
CREATE TABLE reminder (
  user_name {text} PRIMARY KEY NOT NULL REFERENCES user_account (name),
  period {text} NOT NULL,
  list_sha256 {text} NOT NULL,
  items {bigint} NOT NULL,
  state {text} NOT NULL CHECK (state IN ('sending', 'sent', 'later', 'refused')),
  attempted_at {bigint} NOT NULL,
  claimed_until {bigint} NOT NULL,
  next_attempt_at {bigint},
  failures {bigint} NOT NULL,
  reply {bigint} NOT NULL
) {strict};
