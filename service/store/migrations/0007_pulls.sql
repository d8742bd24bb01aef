-- What is known of each source that is fetched over HTTP: how the last pull went, what the other
-- system said that the next one needs, and when that one is due.

CREATE TABLE pull (
  source {text} PRIMARY KEY NOT NULL,
  mapping_version {text} NOT NULL,
  attempted_at {bigint},
  outcome {text} NOT NULL
    CHECK (outcome IN ('never', 'stored', 'unchanged', 'rejected', 'failed')),
  batch {text},
  message_sv {text} NOT NULL,
  message_en {text} NOT NULL,
  succeeded_at {bigint},
  failures {bigint} NOT NULL,
  next_run_at {bigint},
  etag {text} NOT NULL,
  last_modified {text} NOT NULL,
  cursor_text {text} NOT NULL,
  changed_to {bigint} NOT NULL
) {strict};
