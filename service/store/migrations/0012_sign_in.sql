-- People whom another system vouches for, and sign-ins that are under way at one.

-- Their accounts have no password. A subject means one person only together with its issuer.
CREATE TABLE provider_account (
  user_name {text} PRIMARY KEY NOT NULL REFERENCES user_account (name),
  issuer {text} NOT NULL,
  subject {text} NOT NULL,
  UNIQUE (issuer, subject)
) {strict};

-- No secret is kept: state and browser are known by their hashes, and what is derived from them
-- (nonce, PKCE verifier) is made anew from what the browser sends back. A used one stays until it
-- expires, so that a second use is told from an unknown one.
CREATE TABLE login_attempt (
  state_sha256 {text} PRIMARY KEY NOT NULL,
  browser_sha256 {text} NOT NULL,
  till {text} NOT NULL,
  expires_at {bigint} NOT NULL,
  used_at {bigint}
) {strict};
CREATE INDEX login_attempt_expiry ON login_attempt (expires_at);
