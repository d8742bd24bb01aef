#include "tests/support/citus_stand_in.hpp"

namespace tertil::tests {

const char* const kCitusStandIn = R"sql(
SET allow_system_table_mods = on;
INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
  SELECT 90001, 'citus', oid, 'pg_catalog'::regnamespace, false, '13.0-1'
  FROM pg_roles WHERE rolname = current_user;
CREATE TABLE pg_catalog.pg_dist_partition (
  logicalrelid oid PRIMARY KEY, partmethod "char" NOT NULL, repmodel "char" NOT NULL,
  partkey text, joined text, turn bigint GENERATED ALWAYS AS IDENTITY);
CREATE TABLE pg_catalog.pg_dist_node (nodeid bigint PRIMARY KEY, groupid bigint NOT NULL);
INSERT INTO pg_catalog.pg_dist_node VALUES (1, 0), (2, 1), (3, 2);

CREATE FUNCTION pg_catalog.stand_in_checks(moved regclass, by_column text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  fault text;
BEGIN
  IF EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = moved) THEN
    RAISE EXCEPTION 'table "%" is already distributed', moved;
  END IF;
  IF current_setting('citus.multi_shard_modify_mode', true) IS DISTINCT FROM 'sequential' THEN
    RAISE EXCEPTION 'parallel operations in the transaction';
  END IF;
  IF current_setting('citus.enable_unsafe_triggers', true) IS DISTINCT FROM 'on'
    AND EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = moved AND NOT tgisinternal) THEN
    RAISE EXCEPTION 'triggers are not supported on distributed tables';
  END IF;
  SELECT i.indexrelid::regclass::text INTO fault FROM pg_index i
    WHERE i.indrelid = moved AND i.indisunique AND by_column IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM pg_attribute a WHERE a.attrelid = moved AND a.attname = by_column
      AND a.attnum = ANY (i.indkey::int2[]));
  IF FOUND THEN
    RAISE EXCEPTION 'cannot create constraint on "%": % lacks the distribution column', moved, fault;
  END IF;
  SELECT k.conname INTO fault FROM pg_constraint k
    LEFT JOIN pg_dist_partition c ON c.logicalrelid = k.conrelid
    LEFT JOIN pg_dist_partition p ON p.logicalrelid = k.confrelid
    WHERE k.contype = 'f' AND moved IN (k.conrelid, k.confrelid)
    AND (c.logicalrelid IS NULL OR p.logicalrelid IS NULL);
  IF FOUND THEN
    RAISE EXCEPTION 'cannot create foreign key constraint %: both ends must be placed', fault;
  END IF;
END $$;

CREATE FUNCTION pg_catalog.create_reference_table(table_name regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM stand_in_checks(table_name, NULL);
  INSERT INTO pg_dist_partition VALUES (table_name, 'n', 't', NULL, NULL);
END $$;

CREATE FUNCTION pg_catalog.create_distributed_table(
  table_name regclass, distribution_column text, colocate_with text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM stand_in_checks(table_name, distribution_column);
  IF colocate_with <> 'none' AND NOT EXISTS (SELECT 1 FROM pg_dist_partition
    WHERE logicalrelid = colocate_with::regclass AND partmethod = 'h') THEN
    RAISE EXCEPTION 'relation % is not distributed', colocate_with;
  END IF;
  INSERT INTO pg_dist_partition VALUES (table_name, 'h', 's', distribution_column, colocate_with);
END $$;
)sql";

}  // namespace tertil::tests
