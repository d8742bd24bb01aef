-- Several instances on one store: what one of them knows, the others find here.

-- The files as they came, in parts of a mebibyte, each a zstd frame; written with the batch that
-- needs them. Only a store that is a server has them: a store that is a file has a folder beside
-- it, and nothing here. Unlike facts they go again: when retention takes the file away.
CREATE TABLE upload_part (
  sha256 {text} NOT NULL,
  part {bigint} NOT NULL CHECK (part >= 0),
  bytes {blob} NOT NULL,
  PRIMARY KEY (sha256, part)
) {strict};
CREATE INDEX upload_kept ON upload (kept_sha256);

-- What is being done, by whom, and until when nobody else may. Renewed while it lasts.
CREATE TABLE claim (
  name {text} PRIMARY KEY NOT NULL,
  holder {text} NOT NULL,
  held_until {bigint} NOT NULL
) {strict};

-- How much somebody has left of what fills again with time.
CREATE TABLE rate_budget (
  name {text} PRIMARY KEY NOT NULL,
  tokens {real} NOT NULL,
  counted_at {bigint} NOT NULL
) {strict};
CREATE INDEX rate_budget_age ON rate_budget (counted_at);

-- Mappings that are tried out, for an hour and for whoever made them.
CREATE TABLE mapping_draft (
  id {text} PRIMARY KEY NOT NULL,
  actor {text} NOT NULL,
  toml {text} NOT NULL,
  made_at {bigint} NOT NULL
) {strict};
CREATE INDEX mapping_draft_age ON mapping_draft (made_at);

-- A part is never changed, and stays while an upload is kept under its digest.
--only sqlite
CREATE TRIGGER upload_part_keeps_bytes BEFORE UPDATE ON upload_part
BEGIN SELECT RAISE(ABORT, 'parts of uploads are never changed'); END;
CREATE TRIGGER upload_part_stays BEFORE DELETE ON upload_part
WHEN EXISTS (SELECT 1 FROM upload WHERE kept_sha256 = OLD.sha256 AND deleted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'the upload is kept'); END;
--end
--only postgresql
ALTER TABLE upload_part ALTER COLUMN bytes SET STORAGE EXTERNAL;  -- they are packed already
CREATE FUNCTION tertil_upload_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM upload WHERE kept_sha256 = OLD.sha256 AND deleted_at IS NULL) THEN
    RAISE EXCEPTION 'the upload is kept' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER upload_part_keeps_bytes BEFORE UPDATE ON upload_part FOR EACH ROW
  EXECUTE FUNCTION tertil_refuse('parts of uploads are never changed');
CREATE TRIGGER upload_part_stays BEFORE DELETE ON upload_part FOR EACH ROW
  EXECUTE FUNCTION tertil_upload_is_kept();
CREATE TRIGGER upload_part_remains BEFORE TRUNCATE ON upload_part
  EXECUTE FUNCTION tertil_refuse('parts of uploads go one upload at a time');
--end
