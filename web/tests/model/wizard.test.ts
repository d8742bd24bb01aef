import { expect, test } from 'vitest';
import { plainMeanings, unknownWords } from '../../src/model/unknown-words';
import {
  constantFields,
  derivedFields,
  firstChoices,
  firstLookups,
  firstSpread,
  gapsOf,
  idOf,
  isForbidden,
  isId,
  mappingOf,
  type MapChoices,
} from '../../src/model/wizard';
import { nothingSpread } from '../../src/model/spread';
import { energyTarget, fuelTarget, suggestion, wideSuggestion } from '../import-fixtures';

const choices = (changes: Partial<MapChoices> = {}): MapChoices => ({
  columns: firstChoices(suggestion(), [], fuelTarget),
  constants: {},
  lookups: {},
  spread: nothingSpread(),
  ...changes,
});
const about = { id: 'kort-norr', name: 'Kort Norr', target: 'fuelTransaction' };
const mapped = (chosen = choices(), of = suggestion()) => mappingOf(of, about, chosen, fuelTarget);
const fields = (mapping: Record<string, unknown>) => mapping['field'] as Record<string, unknown>[];

test('columns begin as suggested, and personal ones are left out whatever is suggested', () => {
  expect(choices().columns.map(({ name, to, unit }) => [name, to, unit])).toEqual([
    ['Datum', 'date', ''],
    ['Förare', '', ''],
    ['Grupp', 'vehicleGroup', ''],
    ['Produkt', 'fuel', ''],
    ['Volym', 'quantity', 'l'],
    ['Belopp', '', ''],
  ]);
});

test('a field is suggested for one column only', () => {
  const twice = suggestion();
  twice.columns[5]!.suggested = { to: 'quantity', type: 'decimal', unit: 'l', confidence: 0.8 };
  expect(firstChoices(twice, [], fuelTarget).filter((one) => one.to === 'quantity')).toHaveLength(
    1,
  );
});

test('what was chosen before for a column of that name is kept', () => {
  const kept = [{ name: 'Belopp', to: 'quantity', unit: 'kg', form: '' }];
  expect(firstChoices(suggestion(), kept, fuelTarget).at(-1)).toEqual(kept[0]);
});

test('a complete mapping has no gaps: the unit of the column is enough', () => {
  expect(gapsOf(fuelTarget, choices())).toEqual([]);
});

test('what is missing, chosen twice, or one of two is told', () => {
  const columns = firstChoices(suggestion(), [], fuelTarget);
  for (const one of columns) {
    if (one.name === 'Datum') one.to = 'fuel';
    if (one.name === 'Volym') one.unit = '';
    if (one.name === 'Grupp') one.to = '';
  }
  expect(gapsOf(fuelTarget, choices({ columns }))).toEqual([
    { kind: 'missing', fields: ['date'] },
    { kind: 'missing', fields: ['unit'] },
    { kind: 'either', fields: ['vehicleGroup', 'vehicle'] },
    { kind: 'twice', fields: ['fuel'] },
  ]);
  expect(
    gapsOf(fuelTarget, choices({ columns, constants: { unit: 'l', vehicle: 'alla' } })).map(
      (gap) => gap.kind,
    ),
  ).toEqual(['missing', 'twice']);
});

test('constants are offered for what the file lacks and must be given', () => {
  const columns = firstChoices(suggestion(), [], fuelTarget).filter((one) => one.to !== 'fuel');
  expect(constantFields(fuelTarget, choices({ columns })).map((field) => field.name)).toEqual([
    'vehicle',
    'fuel',
  ]);
});

test('the mapping keeps what was suggested beside the choice and has no other column', () => {
  const mapping = mapped();
  expect(mapping['mapping']).toEqual({ id: 'kort-norr', version: 1, target: 'fuelTransaction' });
  expect(mapping['name']).toEqual({ sv: 'Kort Norr', en: 'Kort Norr' });
  expect(mapping['source']).toEqual({ format: 'csv', csv: { delimiter: ';' } });
  expect(fields(mapping)).toEqual([
    { to: 'date', from: 'Datum', format: 'YYYY-MM-DD' },
    { to: 'vehicleGroup', from: 'Grupp' },
    { to: 'fuel', from: 'Produkt' },
    { to: 'quantity', from: ['Volym'], unit: 'l', min: 0 },
  ]);
  expect(mapping['privacy']).toEqual({ drop_columns: ['Förare'] });
  expect(JSON.stringify(mapping)).not.toMatch(/Belopp/);
});

test('a column made into another field loses what was suggested for the first', () => {
  const { columns } = choices();
  for (const one of columns)
    if (one.name === 'Volym') Object.assign(one, { to: 'vehicle', unit: '' });
  expect(fields(mapped(choices({ columns })))).toContainEqual({
    to: 'vehicle',
    from: 'Volym',
  });
});

test('a registration number that is used becomes a code name, unused it is dropped', () => {
  const withPlates = suggestion();
  withPlates.columns[5]!.looksPersonal = 'registration';
  const columns = firstChoices(withPlates, [], fuelTarget);
  const privacy = () => mapped(choices({ columns }), withPlates)['privacy'];
  expect(privacy()).toEqual({ drop_columns: ['Förare', 'Belopp'] });
  columns[5]!.to = 'vehicle';
  expect(privacy()).toEqual({ drop_columns: ['Förare'], pseudonymise: { Belopp: 'hmac' } });
});

test('what only looks like a name may be mapped where a field is suggested for it', () => {
  const driver = {
    ...suggestion().columns[1]!,
    suggested: { to: 'building', type: 'text', unit: null, confidence: 0.8 },
  };
  expect(isForbidden({ ...driver, suggested: null })).toBe(true);
  expect(isForbidden(driver)).toBe(false);
  expect(isForbidden({ ...driver, looksPersonal: 'personnummer' })).toBe(true);
});

test('fields made of others stay as long as what they are made of does', () => {
  const made = suggestion();
  (made.mapping['field'] as unknown[]).push(
    { to: 'validTo', from_field: 'date', plus: 'day' },
    { to: 'period', from: 'Datum', part: 'end' },
    { to: 'site', template: '{Grupp}-{Produkt}' },
  );
  const { columns } = { columns: firstChoices(made, [], fuelTarget) };
  const names = () =>
    derivedFields(made, choices({ columns }), fuelTarget).map((field) => field['to']);
  expect(names()).toEqual(['validTo', 'period', 'site']);
  expect(fields(mapped(choices({ columns }), made))).toHaveLength(7);
  columns[0]!.to = '';
  expect(names()).toEqual(['site']);
  columns[5]!.to = 'site';
  expect(names()).toEqual([]);
});

test('suggested meanings of words are there from the start', () => {
  const made = suggestion();
  made.mapping['lookup'] = { groups: { Ambulans: 'ambulance' } };
  (made.mapping['field'] as unknown[]).push({
    to: 'vehicleGroup',
    from: 'Grupp',
    lookup: 'groups',
  });
  const lookups = firstLookups(made);
  expect(lookups).toEqual({ vehicleGroup: { Ambulans: 'ambulance' } });
  expect(mapped(choices({ lookups }), made)['lookup']).toEqual({
    groups: { Ambulans: 'ambulance' },
  });
});

test('words with a meaning become a table, those without stay unknown', () => {
  const mapping = mapped(
    choices({
      lookups: { vehicleGroup: { Ambulans: 'ambulance', Lånebil: '' } },
      constants: { unit: '' },
    }),
  );
  expect(mapping['lookup']).toEqual({ vehicleGroup: { Ambulans: 'ambulance' } });
  expect(fields(mapping)[1]).toEqual({
    to: 'vehicleGroup',
    from: 'Grupp',
    lookup: 'vehicleGroup',
    on_missing: 'keep',
  });
});

test('a constant is a field with a value', () => {
  expect(fields(mapped(choices({ constants: { orgUnit: 'RGS' } })))).toContainEqual({
    to: 'orgUnit',
    value: 'RGS',
  });
});

test('unknown words come from the samples and from the rows that could not be read', () => {
  const preview = {
    rowsRead: 3,
    shown: [],
    faults: [{ row: 9, column: 'Grupp', raw: 'Lånebil', rule: 'not-allowed', message: '' }],
    totals: [],
    unmapped: [],
    dropped: [],
    refused: null,
  };
  expect(
    unknownWords(suggestion(), preview, fuelTarget, choices()).map(({ word }) => word),
  ).toEqual(['Ambulans', 'Lånebil']);
});

test.each([
  ['Drivmedelskort Norr', 'drivmedelskort-norr'],
  ['  Åby & Östra ÄVC! ', 'aby-ostra-avc'],
  ['2024', '2024'],
])('%j becomes the id %j', (name, id) => {
  expect(idOf(name)).toBe(id);
  expect(isId(id)).toBe(true);
});

test.each(['', 'Å', 'a--b', '-a', 'a_b', 'A', 'a'.repeat(61)])('%j is no id', (id) =>
  expect(isId(id)).toBe(false),
);

const wide = () => firstChoices(wideSuggestion(), [], energyTarget);
const wideChoices = (changes: Partial<MapChoices> = {}): MapChoices => ({
  columns: wide().map(({ name, to, unit, form }) => ({
    name,
    to: name === 'Mätp.nr' ? 'meter' : to,
    unit,
    form,
  })),
  constants: {},
  lookups: {},
  spread: firstSpread(wideSuggestion(), wide()),
  ...changes,
});

test('columns headed by months are read as rows, whoever wrote the headings', () => {
  expect(wide().map(({ to }) => to)).toEqual(['', 'unit', '@', '@', '@', '']);
  expect(wideChoices().spread.form).toBe('MMM-YY');
  const mapping = mappingOf(wideSuggestion(), about, wideChoices(), energyTarget);
  expect(mapping['unpivot']).toEqual({ columns: ['jan-24', 'feb-24', 'maj-24'] });
  expect(fields(mapping)).toEqual([
    { to: 'meter', from: 'Mätp.nr' },
    { to: 'unit', from: 'Enh' },
    { to: 'start', from: '@name', format: 'MMM-YY' },
    { to: 'end', from: '@name', format: 'MMM-YY', part: 'end' },
    { to: 'quantity', from: '@value' },
  ]);
  const derived = ['start', 'end', 'quantity'];
  expect(gapsOf(energyTarget, wideChoices(), derived)).toEqual([]);
});

test('months without a year wait for the year', () => {
  const spread = { form: 'MMM', year: '', unit: 'MWh' };
  const derived = ['start', 'end', 'quantity'];
  expect(gapsOf(energyTarget, wideChoices({ spread }), derived)).toEqual([
    { kind: 'year', fields: [] },
  ]);
  const told = wideChoices({ spread: { ...spread, year: '2024' } });
  expect(gapsOf(energyTarget, told, derived)).toEqual([]);
  expect(fields(mappingOf(wideSuggestion(), about, told, energyTarget)).slice(2)).toEqual([
    { to: 'start', template: '{@name} 2024', format: 'MMM YYYY' },
    { to: 'end', template: '{@name} 2024', format: 'MMM YYYY', part: 'end' },
    { to: 'quantity', from: '@value', unit: 'MWh' },
  ]);
});

test('a reading whose end nobody tells ends with its day or month, or an hour on', () => {
  const long = wideSuggestion();
  const chosen = (sample: string, form: string) => {
    long.columns[0]!.samples = [sample];
    const columns = wide().map(({ name, unit }, index) => ({
      name,
      unit,
      form: index === 0 ? form : '',
      to: index === 0 ? 'start' : index === 5 ? 'quantity' : '',
    }));
    return derivedFields(long, wideChoices({ columns }), energyTarget);
  };
  expect(chosen('202401', 'YYYYMM')).toEqual([
    { to: 'end', from: 'Mätp.nr', format: 'YYYYMM', part: 'end' },
  ]);
  expect(chosen('2024-01-01 13:00', '')).toEqual([
    { to: 'end', from_field: 'start', plus: 'hour' },
  ]);
});

test('a word that is what a choice is called needs no telling', () => {
  const chosen = choices();
  const names = { ambulance: 'Ambulans', pool: 'Poolbil' };
  expect(plainMeanings(suggestion(), fuelTarget, chosen, names)).toEqual({
    vehicleGroup: { Ambulans: 'ambulance' },
  });
  const told = choices({ lookups: { vehicleGroup: { Ambulans: 'pool' } } });
  expect(plainMeanings(suggestion(), fuelTarget, told, names)).toEqual(told.lookups);
});
