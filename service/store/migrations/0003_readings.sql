-- Meter readings, in blocks of a meter and a local month (service/store/reading_block.hpp).
--
-- A block is never changed. Several small ones may be replaced by one that says the same, with the
-- origin of every reading (service/store/readings.hpp). What is in force, now or at an earlier
-- time, follows from the blocks and from which batches have been taken back.

-- A month is year × 12 + month − 1. `meter` in the other tables is the number given here.
CREATE TABLE reading_meter (
  no {identity},
  owner {text} NOT NULL,
  meter {text} NOT NULL,
  register {text} NOT NULL,
  UNIQUE (owner, meter)
) {strict};

-- Of a batch there are several when rows that were held have been released.
CREATE TABLE reading_batch (
  no {identity},
  owner {text} NOT NULL,
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  recorded_at {bigint} NOT NULL,
  retracted_at {bigint},
  readings {bigint} NOT NULL,
  touched {blob} NOT NULL,
  digest {text} NOT NULL
) {strict};

CREATE INDEX reading_batch_batch ON reading_batch (batch);

-- `digits` / 10^`decimals` is the exact sum in `unit` where one unit and a number of decimals do for
-- all readings; empty otherwise, and for counter readings, whose sum means nothing.
CREATE TABLE reading_block (
  id {identity},
  owner {text} NOT NULL,
  meter {bigint} NOT NULL REFERENCES reading_meter (no),
  month {bigint} NOT NULL,
  counter {bigint} NOT NULL CHECK (counter IN (0, 1)),
  batch {bigint} NOT NULL,
  last_batch {bigint} NOT NULL,
  first {bigint} NOT NULL,
  last {bigint} NOT NULL,
  reach {bigint} NOT NULL CHECK (reach >= month),
  readings {bigint} NOT NULL CHECK (readings > 0),
  estimated {bigint} NOT NULL,
  seconds {bigint} NOT NULL,
  estimated_seconds {bigint} NOT NULL,
  unit {bigint},
  digits {bigint},
  decimals {bigint},
  data {blob} NOT NULL
) {strict};
CREATE INDEX reading_block_place
  ON reading_block (owner, meter, month, counter, batch, last_batch);
CREATE INDEX reading_block_reach ON reading_block (owner, meter) WHERE reach > month;

-- Sums of what is in force, kept by whoever changes blocks or the register of meters. `quantity`
-- is in `unit`: kWh, or m³ where the register has no factor.
CREATE TABLE meter_month (
  owner {text} NOT NULL,
  meter {bigint} NOT NULL REFERENCES reading_meter (no),
  month {bigint} NOT NULL,
  quantity {real} NOT NULL,
  unit {text} NOT NULL CHECK (unit IN ('kWh', 'm³')),
  readings {bigint} NOT NULL,
  estimated {bigint} NOT NULL,
  seconds {bigint} NOT NULL,
  estimated_seconds {bigint} NOT NULL,
  first {bigint} NOT NULL,
  last {bigint} NOT NULL,
  flags {bigint} NOT NULL,
  PRIMARY KEY (owner, meter, month)
) {strict};

--only sqlite
CREATE TRIGGER reading_block_keeps_values BEFORE UPDATE ON reading_block
BEGIN SELECT RAISE(ABORT, 'blocks of readings are never changed'); END;
CREATE TRIGGER reading_batch_keeps_rows BEFORE DELETE ON reading_batch
BEGIN SELECT RAISE(ABORT, 'batches are never deleted'); END;
--end
