-- PostgreSQL joins: what the triggers of the migrations before this one say to SQLite, said to it,
-- and indexes that its planner understands. Functions stand in place of RAISE. A later migration
-- that guards a table guards it for both.
--only postgresql
CREATE FUNCTION tertil_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$;

-- A fact, or a definition, is closed once, and nothing else of it changes.
CREATE FUNCTION tertil_closes_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'superseded_at' IS DISTINCT FROM to_jsonb(OLD) - 'superseded_at' THEN
    RAISE EXCEPTION '% are never changed', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
  ELSIF OLD.superseded_at IS NOT NULL AND NEW.superseded_at IS DISTINCT FROM OLD.superseded_at THEN
    RAISE EXCEPTION '% are superseded once', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION tertil_audit_grows_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM audit_head WHERE seq + 1 = NEW.seq AND hash = NEW.previous) THEN
    RAISE EXCEPTION 'the audit log only grows at its end' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION tertil_audit_head_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seq <> OLD.seq + 1
    OR NOT EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq AND hash = NEW.hash) THEN
    RAISE EXCEPTION 'the head follows the log' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

DO $$
DECLARE
  guarded record;
  thing text;
BEGIN
  -- Tables whose rows are closed by superseded_at.
  FOR guarded IN SELECT * FROM (VALUES
    ('observation', 'facts'), ('population', 'facts'), ('target', 'facts'), ('meter', 'facts'),
    ('property', 'facts'), ('fuel_transaction', 'facts'), ('vehicle', 'facts'),
    ('travel', 'facts'), ('gas_movement', 'facts'), ('waste_weight', 'facts'),
    ('factor', 'facts'), ('degree_days', 'facts'), ('key_figure', 'definitions'))
    AS guard (name, what)
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %I FOR EACH ROW '
      'EXECUTE FUNCTION tertil_closes_once(%L)', guarded.name || '_keeps_values', guarded.name,
      guarded.what);
    EXECUTE format('CREATE TRIGGER %I BEFORE DELETE ON %I FOR EACH ROW '
      'EXECUTE FUNCTION tertil_refuse(%L)', guarded.name || '_keeps_rows', guarded.name,
      guarded.what || ' are never deleted');
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I '
      'EXECUTE FUNCTION tertil_refuse(%L)', guarded.name || '_stays', guarded.name,
      guarded.what || ' are never deleted');
  END LOOP;
  -- Tables that only grow.
  FOR guarded IN SELECT * FROM (VALUES
    ('plan', 'plans'), ('measure', 'measures'), ('measure_effect', 'measures'),
    ('measure_role', 'measures'), ('measure_goal', 'measures'), ('scenario', 'scenarios'),
    ('scenario_measure', 'scenarios'), ('scenario_value', 'scenarios'), ('plan_item', 'plans'),
    ('held_row', 'held rows'), ('held_decision', 'decisions'), ('accepted_finding', 'decisions'),
    ('review', 'reviews'), ('review_decision', 'decisions'), ('report', 'reports'),
    ('report_lock', 'locked reports')) AS guard (name, what)
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %I FOR EACH ROW '
      'EXECUTE FUNCTION tertil_refuse(%L)', guarded.name || '_keeps_values', guarded.name,
      guarded.what || ' are never changed');
    EXECUTE format('CREATE TRIGGER %I BEFORE DELETE ON %I FOR EACH ROW '
      'EXECUTE FUNCTION tertil_refuse(%L)', guarded.name || '_keeps_rows', guarded.name,
      guarded.what || ' are never deleted');
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I '
      'EXECUTE FUNCTION tertil_refuse(%L)', guarded.name || '_stays', guarded.name,
      guarded.what || ' are never deleted');
  END LOOP;
  FOREACH thing IN ARRAY ARRAY['batch', 'reading_batch'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE DELETE ON %I FOR EACH ROW '
      'EXECUTE FUNCTION tertil_refuse(%L)', thing || '_keeps_rows', thing,
      'batches are never deleted');
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I '
      'EXECUTE FUNCTION tertil_refuse(%L)', thing || '_stays', thing,
      'batches are never deleted');
  END LOOP;
END $$;

CREATE TRIGGER reading_block_keeps_values BEFORE UPDATE ON reading_block FOR EACH ROW
  EXECUTE FUNCTION tertil_refuse('blocks of readings are never changed');

CREATE TRIGGER audit_keeps_entries BEFORE DELETE ON audit FOR EACH ROW
  EXECUTE FUNCTION tertil_refuse('the audit log is never trimmed');
CREATE TRIGGER audit_stays BEFORE TRUNCATE ON audit
  EXECUTE FUNCTION tertil_refuse('the audit log is never trimmed');
CREATE TRIGGER audit_keeps_words BEFORE UPDATE ON audit FOR EACH ROW
  EXECUTE FUNCTION tertil_refuse('the audit log is never changed');
CREATE TRIGGER audit_grows_by_one BEFORE INSERT ON audit FOR EACH ROW
  EXECUTE FUNCTION tertil_audit_grows_by_one();
CREATE TRIGGER audit_head_is_one BEFORE INSERT ON audit_head FOR EACH ROW
  EXECUTE FUNCTION tertil_refuse('the audit log has one head');
CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head FOR EACH ROW
  EXECUTE FUNCTION tertil_refuse('the audit log keeps its head');
CREATE TRIGGER audit_head_remains BEFORE TRUNCATE ON audit_head
  EXECUTE FUNCTION tertil_refuse('the audit log keeps its head');
CREATE TRIGGER audit_head_follows BEFORE UPDATE ON audit_head FOR EACH ROW
  EXECUTE FUNCTION tertil_audit_head_follows();

-- Where PostgreSQL has no statistics yet, as in the midst of a first batch, it takes an index over
-- open rows alone for one with hardly any, and prefers it even to the key's own.
DROP INDEX fuel_transaction_date;
CREATE INDEX fuel_transaction_date ON fuel_transaction (owner, date);
DROP INDEX gas_movement_date;
CREATE INDEX gas_movement_date ON gas_movement (owner, date);
DROP INDEX waste_weight_date;
CREATE INDEX waste_weight_date ON waste_weight (owner, date);
--end
