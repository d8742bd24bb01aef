-- Activity: what own key figures are computed from, and what a computed figure says of itself.
--
-- Every table is one of facts (service/store/facts.hpp), owner first in its key. Dates are ISO
-- text, '' where a key's date is not given; `valid_to` is exclusive. Quantities stand in the kept
-- unit (kWh, kg, l, m³, Nm³) beside what was given.

-- Registers: a row holds from valid_from until valid_to or the next row of the same thing.
CREATE TABLE meter (
  id {identity},
  owner {text} NOT NULL,
  meter {text} NOT NULL,
  valid_from {text} NOT NULL,
  building {text} NOT NULL,
  carrier {text} NOT NULL CHECK (carrier IN ('electricity', 'districtHeating',
    'districtCooling', 'gas', 'oil', 'biofuel', 'solar')),
  factor {real},
  rollover {real},
  valid_to {text},
  source {text} NOT NULL,
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  row_number {bigint} NOT NULL,
  origin {text} NOT NULL,
  version {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  superseded_at {bigint},
  CHECK (superseded_at >= recorded_at)
) {strict};
CREATE UNIQUE INDEX meter_open
  ON meter (owner, meter, valid_from) WHERE superseded_at IS NULL;
CREATE INDEX meter_history ON meter (meter, valid_from, owner, recorded_at);
CREATE INDEX meter_batch ON meter (batch, row_number);

CREATE TABLE property (
  id {identity},
  owner {text} NOT NULL,
  building {text} NOT NULL,
  valid_from {text} NOT NULL,
  name {text} NOT NULL,
  org_unit {text} NOT NULL,
  region {text} NOT NULL,
  area_bra {real} NOT NULL CHECK (area_bra >= 0),
  owned {bigint} NOT NULL CHECK (owned IN (0, 1)),
  area_atemp {real} CHECK (area_atemp >= 0),
  valid_to {text},
  source {text} NOT NULL,
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  row_number {bigint} NOT NULL,
  origin {text} NOT NULL,
  version {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  superseded_at {bigint},
  CHECK (superseded_at >= recorded_at)
) {strict};
CREATE UNIQUE INDEX property_open
  ON property (owner, building, valid_from) WHERE superseded_at IS NULL;
CREATE INDEX property_history ON property (building, valid_from, owner, recorded_at);
CREATE INDEX property_batch ON property (batch, row_number);

-- Transactions. `purchase`, `movement` and `weighing` tell two of them apart: the sender's number
-- where there is one, else every identifying field; `occurrence` counts identical ones in a file.
CREATE TABLE fuel_transaction (
  id {identity},
  owner {text} NOT NULL,
  purchase {text} NOT NULL,
  occurrence {bigint} NOT NULL,
  date {text} NOT NULL,
  vehicle_group {text} NOT NULL CHECK (vehicle_group IN ('', 'pool', 'service',
    'ambulance', 'truck')),
  vehicle {text} NOT NULL,
  fuel {text} NOT NULL,
  quantity {real} NOT NULL,
  unit {text} NOT NULL CHECK (unit IN ('l', 'kg', 'Nm³', 'kWh')),
  given_quantity {real} NOT NULL,
  given_unit {text} NOT NULL,
  org_unit {text} NOT NULL,
  transaction_id {text} NOT NULL,
  source {text} NOT NULL,
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  row_number {bigint} NOT NULL,
  origin {text} NOT NULL,
  version {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  superseded_at {bigint},
  CHECK (superseded_at >= recorded_at)
) {strict};
CREATE UNIQUE INDEX fuel_transaction_open
  ON fuel_transaction (owner, purchase, occurrence) WHERE superseded_at IS NULL;
CREATE INDEX fuel_transaction_history
  ON fuel_transaction (purchase, occurrence, owner, recorded_at);
CREATE INDEX fuel_transaction_batch ON fuel_transaction (batch, row_number);
CREATE INDEX fuel_transaction_date ON fuel_transaction (owner, date) WHERE superseded_at IS NULL;

CREATE TABLE vehicle (
  id {identity},
  owner {text} NOT NULL,
  vehicle {text} NOT NULL,
  valid_from {text} NOT NULL,
  vehicle_group {text} NOT NULL CHECK (vehicle_group IN ('pool', 'service', 'ambulance',
    'truck')),
  powertrain {text} NOT NULL,
  org_unit {text} NOT NULL,
  valid_to {text},
  source {text} NOT NULL,
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  row_number {bigint} NOT NULL,
  origin {text} NOT NULL,
  version {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  superseded_at {bigint},
  CHECK (superseded_at >= recorded_at)
) {strict};
CREATE UNIQUE INDEX vehicle_open
  ON vehicle (owner, vehicle, valid_from) WHERE superseded_at IS NULL;
CREATE INDEX vehicle_history ON vehicle (vehicle, valid_from, owner, recorded_at);
CREATE INDEX vehicle_batch ON vehicle (batch, row_number);

CREATE TABLE travel (
  id {identity},
  owner {text} NOT NULL,
  period {text} NOT NULL,
  mode {text} NOT NULL,
  org_unit {text} NOT NULL,
  distance_km {real},
  reported_kg_co2e {real},
  source {text} NOT NULL,
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  row_number {bigint} NOT NULL,
  origin {text} NOT NULL,
  version {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  superseded_at {bigint},
  CHECK (distance_km IS NOT NULL OR reported_kg_co2e IS NOT NULL),
  CHECK (superseded_at >= recorded_at)
) {strict};
CREATE UNIQUE INDEX travel_open
  ON travel (owner, period, mode, org_unit) WHERE superseded_at IS NULL;
CREATE INDEX travel_history ON travel (period, mode, org_unit, owner, recorded_at);
CREATE INDEX travel_batch ON travel (batch, row_number);

CREATE TABLE gas_movement (
  id {identity},
  owner {text} NOT NULL,
  movement {text} NOT NULL,
  occurrence {bigint} NOT NULL,
  date {text} NOT NULL,
  site {text} NOT NULL,
  gas {text} NOT NULL CHECK (gas IN ('nitrousOxide', 'sevoflurane', 'desflurane',
    'isoflurane')),
  kind {text} NOT NULL CHECK (kind IN ('purchased', 'destroyed', 'returned',
    'stockChange')),
  quantity {real} NOT NULL,
  unit {text} NOT NULL CHECK (unit IN ('kg', 'm³', 'l')),
  given_quantity {real} NOT NULL,
  given_unit {text} NOT NULL,
  temperature_c {real},
  transaction_id {text} NOT NULL,
  source {text} NOT NULL,
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  row_number {bigint} NOT NULL,
  origin {text} NOT NULL,
  version {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  superseded_at {bigint},
  CHECK (superseded_at >= recorded_at)
) {strict};
CREATE UNIQUE INDEX gas_movement_open
  ON gas_movement (owner, movement, occurrence) WHERE superseded_at IS NULL;
CREATE INDEX gas_movement_history ON gas_movement (movement, occurrence, owner, recorded_at);
CREATE INDEX gas_movement_batch ON gas_movement (batch, row_number);
CREATE INDEX gas_movement_date ON gas_movement (owner, date) WHERE superseded_at IS NULL;

CREATE TABLE waste_weight (
  id {identity},
  owner {text} NOT NULL,
  weighing {text} NOT NULL,
  occurrence {bigint} NOT NULL,
  date {text} NOT NULL,
  building {text} NOT NULL,
  site {text} NOT NULL,
  ewc_code {text} NOT NULL,
  quantity {real} NOT NULL,
  unit {text} NOT NULL CHECK (unit = 'kg'),
  given_quantity {real} NOT NULL,
  given_unit {text} NOT NULL,
  treatment {text} NOT NULL CHECK (treatment IN ('materialRecycling', 'biological',
    'energyRecovery', 'landfill', 'hazardous', 'other')),
  hauler {text} NOT NULL,
  transaction_id {text} NOT NULL,
  source {text} NOT NULL,
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  row_number {bigint} NOT NULL,
  origin {text} NOT NULL,
  version {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  superseded_at {bigint},
  CHECK (superseded_at >= recorded_at)
) {strict};
CREATE UNIQUE INDEX waste_weight_open
  ON waste_weight (owner, weighing, occurrence) WHERE superseded_at IS NULL;
CREATE INDEX waste_weight_history ON waste_weight (weighing, occurrence, owner, recorded_at);
CREATE INDEX waste_weight_batch ON waste_weight (batch, row_number);
CREATE INDEX waste_weight_date ON waste_weight (owner, date) WHERE superseded_at IS NULL;

-- A factor holds from its year until the next of the same item, measure and unit; 0: undated.
CREATE TABLE factor (
  id {identity},
  owner {text} NOT NULL,
  item {text} NOT NULL,
  measure {text} NOT NULL,
  unit {text} NOT NULL,
  valid_from {bigint} NOT NULL,
  value {real} NOT NULL,
  note {text} NOT NULL,
  source {text} NOT NULL,
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  row_number {bigint} NOT NULL,
  origin {text} NOT NULL,
  version {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  superseded_at {bigint},
  CHECK (superseded_at >= recorded_at)
) {strict};
CREATE UNIQUE INDEX factor_open
  ON factor (owner, item, measure, unit, valid_from) WHERE superseded_at IS NULL;
CREATE INDEX factor_history ON factor (item, measure, unit, valid_from, owner, recorded_at);
CREATE INDEX factor_batch ON factor (batch, row_number);

CREATE TABLE degree_days (
  id {identity},
  owner {text} NOT NULL,
  region {text} NOT NULL,
  period {text} NOT NULL,
  value {real} NOT NULL CHECK (value >= 0),
  normal_value {real} NOT NULL CHECK (normal_value >= 0),
  source {text} NOT NULL,
  batch {text} NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
  row_number {bigint} NOT NULL,
  origin {text} NOT NULL,
  version {text} NOT NULL,
  recorded_at {bigint} NOT NULL,
  superseded_at {bigint},
  CHECK (superseded_at >= recorded_at)
) {strict};
CREATE UNIQUE INDEX degree_days_open
  ON degree_days (owner, region, period) WHERE superseded_at IS NULL;
CREATE INDEX degree_days_history ON degree_days (region, period, owner, recorded_at);
CREATE INDEX degree_days_batch ON degree_days (batch, row_number);

-- What a computed figure says of itself; all NULL for values that came from outside.
ALTER TABLE observation ADD COLUMN computed {bigint} CHECK (computed = 1);
ALTER TABLE observation ADD COLUMN verified_by {text};
ALTER TABLE observation ADD COLUMN coverage {real} CHECK (coverage BETWEEN 0 AND 1);
ALTER TABLE observation ADD COLUMN basis {text};

-- Append-only, also for whoever opens the file with another program.
--only sqlite
CREATE TRIGGER meter_keeps_rows BEFORE DELETE ON meter
BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER meter_keeps_values
BEFORE UPDATE OF id, owner, meter, valid_from, building, carrier, factor, rollover, valid_to,
  source, batch, row_number, origin, version, recorded_at ON meter
BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER meter_closes_once BEFORE UPDATE OF superseded_at ON meter
WHEN OLD.superseded_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'facts are superseded once'); END;

CREATE TRIGGER property_keeps_rows BEFORE DELETE ON property
BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER property_keeps_values
BEFORE UPDATE OF id, owner, building, valid_from, name, org_unit, region, area_bra, owned,
  area_atemp, valid_to, source, batch, row_number, origin, version, recorded_at ON property
BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER property_closes_once BEFORE UPDATE OF superseded_at ON property
WHEN OLD.superseded_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'facts are superseded once'); END;

CREATE TRIGGER fuel_transaction_keeps_rows BEFORE DELETE ON fuel_transaction
BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER fuel_transaction_keeps_values
BEFORE UPDATE OF id, owner, purchase, occurrence, date, vehicle_group, vehicle, fuel, quantity,
  unit, given_quantity, given_unit, org_unit, transaction_id, source, batch, row_number,
  origin, version, recorded_at ON fuel_transaction
BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER fuel_transaction_closes_once BEFORE UPDATE OF superseded_at ON fuel_transaction
WHEN OLD.superseded_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'facts are superseded once'); END;

CREATE TRIGGER vehicle_keeps_rows BEFORE DELETE ON vehicle
BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER vehicle_keeps_values
BEFORE UPDATE OF id, owner, vehicle, valid_from, vehicle_group, powertrain, org_unit, valid_to,
  source, batch, row_number, origin, version, recorded_at ON vehicle
BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER vehicle_closes_once BEFORE UPDATE OF superseded_at ON vehicle
WHEN OLD.superseded_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'facts are superseded once'); END;

CREATE TRIGGER travel_keeps_rows BEFORE DELETE ON travel
BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER travel_keeps_values
BEFORE UPDATE OF id, owner, period, mode, org_unit, distance_km, reported_kg_co2e, source,
  batch, row_number, origin, version, recorded_at ON travel
BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER travel_closes_once BEFORE UPDATE OF superseded_at ON travel
WHEN OLD.superseded_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'facts are superseded once'); END;

CREATE TRIGGER gas_movement_keeps_rows BEFORE DELETE ON gas_movement
BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER gas_movement_keeps_values
BEFORE UPDATE OF id, owner, movement, occurrence, date, site, gas, kind, quantity, unit,
  given_quantity, given_unit, temperature_c, transaction_id, source, batch, row_number, origin,
  version, recorded_at ON gas_movement
BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER gas_movement_closes_once BEFORE UPDATE OF superseded_at ON gas_movement
WHEN OLD.superseded_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'facts are superseded once'); END;

CREATE TRIGGER waste_weight_keeps_rows BEFORE DELETE ON waste_weight
BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER waste_weight_keeps_values
BEFORE UPDATE OF id, owner, weighing, occurrence, date, building, site, ewc_code, quantity,
  unit, given_quantity, given_unit, treatment, hauler, transaction_id, source, batch,
  row_number, origin, version, recorded_at ON waste_weight
BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER waste_weight_closes_once BEFORE UPDATE OF superseded_at ON waste_weight
WHEN OLD.superseded_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'facts are superseded once'); END;

CREATE TRIGGER factor_keeps_rows BEFORE DELETE ON factor
BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER factor_keeps_values
BEFORE UPDATE OF id, owner, item, measure, unit, valid_from, value, note, source, batch,
  row_number, origin, version, recorded_at ON factor
BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER factor_closes_once BEFORE UPDATE OF superseded_at ON factor
WHEN OLD.superseded_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'facts are superseded once'); END;

CREATE TRIGGER degree_days_keeps_rows BEFORE DELETE ON degree_days
BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER degree_days_keeps_values
BEFORE UPDATE OF id, owner, region, period, value, normal_value, source, batch, row_number,
  origin, version, recorded_at ON degree_days
BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER degree_days_closes_once BEFORE UPDATE OF superseded_at ON degree_days
WHEN OLD.superseded_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'facts are superseded once'); END;

CREATE TRIGGER observation_keeps_basis
BEFORE UPDATE OF computed, verified_by, coverage, basis ON observation
BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
--end
