import type {
  Mapping,
  SuggestedColumn,
  Suggestion,
  TargetField,
  TargetInfo,
} from '../api/import-types';
import {
  SPREAD,
  fieldsOfSpread,
  formOf,
  nothingSpread,
  spreadColumns,
  type Spread,
} from './spread';

/** What a person has said of one column. */
export interface ColumnChoice {
  name: string;
  /** The field it becomes; empty: it is not kept; SPREAD: each cell becomes a row. */
  to: string;
  unit: string;
  /** How a date or time is written; empty: it is recognised. */
  form: string;
}

export interface MapChoices {
  columns: ColumnChoice[];
  /** The same value in all rows, by field. */
  constants: Record<string, string>;
  /** What the file's words mean, by field. */
  lookups: Record<string, Record<string, string>>;
  /** How the headings of the columns that are spread say when. */
  spread: Spread;
}

/** Forms of dates and times that are offered; the mapping file knows more. */
export const DATE_FORMS = [
  'YYYY-MM-DD',
  'YYYY-MM-DD HH:mm',
  'YYYYMMDD',
  'DD.MM.YYYY',
  'D/M/YYYY',
  'M/D/YYYY',
  'YYYYMM',
  'MMM YYYY',
  'excel',
] as const;

const SURE = 0.75;
export const isSure = (column: SuggestedColumn): boolean =>
  (column.suggested?.confidence ?? 0) >= SURE;

/**
 * Personal data are never mapped. A registration number is, as a code name, and so is what only
 * looks like a name where the server itself suggests a field for it: a building has a name too.
 */
export const isForbidden = ({ looksPersonal, suggested }: SuggestedColumn): boolean =>
  looksPersonal !== null &&
  looksPersonal !== 'registration' &&
  !(looksPersonal === 'name' && suggested !== null);

type Table = Record<string, unknown>;
const tableOf = (value: unknown): Table =>
  value && typeof value === 'object' && !Array.isArray(value) ? (value as Table) : {};
const fieldsOf = (mapping: Mapping): Table[] =>
  Array.isArray(mapping['field']) ? (mapping['field'] as Table[]) : [];

const comesFrom = (field: Table, column: string): boolean =>
  field['from'] === column ||
  (Array.isArray(field['from']) && field['from'].length === 1 && field['from'][0] === column);

/** What is suggested, or what was chosen before for a column of the same name. */
export function firstChoices(
  suggestion: Suggestion,
  kept: readonly ColumnChoice[],
  target: TargetInfo,
): ColumnChoice[] {
  const taken = new Set<string>();
  const spread = new Set(spreadColumns(suggestion, target));
  return suggestion.columns.map((column) => {
    const before = kept.find((one) => one.name === column.name);
    if (before) return before;
    if (spread.has(column.name)) return { name: column.name, to: SPREAD, unit: '', form: '' };
    const to = isForbidden(column) ? '' : (column.suggested?.to ?? '');
    const free = to !== '' && !taken.has(to);
    if (free) taken.add(to);
    return {
      name: column.name,
      to: free ? to : '',
      unit: free ? (column.suggested?.unit ?? '') : '',
      form: '',
    };
  });
}

/** The meanings that are suggested for words of the file, by field. */
export function firstLookups(suggestion: Suggestion): MapChoices['lookups'] {
  const tables = tableOf(suggestion.mapping['lookup']);
  return Object.fromEntries(
    fieldsOf(suggestion.mapping)
      .filter((field) => typeof field['lookup'] === 'string')
      .map((field) => [
        String(field['to']),
        tableOf(tables[String(field['lookup'])]) as Record<string, string>,
      ]),
  );
}

/** The columns of which each becomes rows of its own, such as one for every month. */
export const spreadOf = (columns: readonly ColumnChoice[]): string[] =>
  columns.filter((one) => one.to === SPREAD).map((one) => one.name);

/** How the headings say when, so far as can be seen; a year that no heading tells is asked for. */
export function firstSpread(suggestion: Suggestion, columns: readonly ColumnChoice[]): Spread {
  const year = fieldsOf(suggestion.mapping)
    .map((field) => /^\{@name\} (\{[^}]+\})$/.exec(String(field['template'] ?? ''))?.[1])
    .find(Boolean);
  return { ...nothingSpread(), form: formOf(spreadOf(columns)), year: year ?? '' };
}

/** The year that the headings lack, before anybody has said it. */
export const lacksYear = ({ columns, spread }: MapChoices): boolean =>
  spreadOf(columns).length > 0 &&
  !spread.form.includes('Y') &&
  !/^((19|20)\d{2}|\{.+\})$/.test(spread.year);

const isOfHeading = (field: Table): boolean =>
  String(field['from'] ?? '').startsWith('@') || String(field['template'] ?? '').includes('{@');

const DAY = 'YYYY-MM-DD'.length;

/** A reading ends where the next begins: with its day or month, or an hour after its start. */
function endOf(
  suggestion: Suggestion,
  choices: MapChoices,
  target: TargetInfo | undefined,
): Table[] {
  const start = choices.columns.find((one) => one.to === 'start');
  const has = (name: string) => target?.fields.some((field) => field.name === name) ?? false;
  if (!start || !has('end') || choices.columns.some((one) => one.to === 'end')) return [];
  if (choices.constants['end']) return [];
  const samples = suggestion.columns.find((one) => one.name === start.name)?.samples ?? [];
  const whole = samples.length > 0 && samples.every((one) => one.trim().length <= DAY);
  return whole
    ? [{ to: 'end', from: start.name, format: start.form || 'ISO', part: 'end' }]
    : [{ to: 'end', from_field: 'start', plus: 'hour' }];
}

/**
 * Fields that are made of something else than one whole column: of another field, of several
 * columns, of a heading, or of a column that another field has too.
 */
export function derivedFields(
  suggestion: Suggestion,
  choices: MapChoices,
  target: TargetInfo | undefined,
): Table[] {
  const given = new Set([
    ...choices.columns.map((one) => one.to),
    ...Object.keys(choices.constants).filter((name) => choices.constants[name] !== ''),
  ]);
  const suggested = fieldsOf(suggestion.mapping).filter((field) => {
    if (isOfHeading(field) || given.has(String(field['to']))) return false;
    const column = suggestion.columns.find((one) => comesFrom(field, one.name));
    if (!column) return field['from_field'] === undefined || given.has(String(field['from_field']));
    if (column.suggested?.to === field['to']) return false;
    return choices.columns.some((one) => one.name === column.name && one.to !== '');
  });
  const made = target ? fieldsOfSpread(spreadOf(choices.columns), choices.spread, target) : [];
  const all = [...made.filter((field) => !given.has(String(field['to']))), ...suggested];
  if (!all.some((field) => field['to'] === 'end')) all.push(...endOf(suggestion, choices, target));
  return all;
}

export const isTime = (field: TargetField | undefined): boolean =>
  field?.type === 'date' || field?.type === 'time';

/** The units a column may be in: those the target's own unit field names. */
export const unitsOf = (target: TargetInfo): string[] =>
  target.fields.find((field) => field.name === 'unit')?.choices ?? [];

export const takesUnit = (target: TargetInfo, to: string): boolean =>
  to === 'quantity' && unitsOf(target).length > 0;

export interface Gap {
  kind: 'missing' | 'twice' | 'either' | 'year';
  fields: string[];
}

/** The amounts are all in one unit, so that no column need tell it. */
const hasUnit = ({ columns, spread }: MapChoices): boolean =>
  columns.some((one) => one.to === 'quantity' && one.unit !== '') ||
  (spread.unit !== '' && spreadOf(columns).length > 0);

/** What still keeps the mapping from being complete. */
export function gapsOf(
  target: TargetInfo,
  choices: MapChoices,
  derived: readonly string[] = [],
): Gap[] {
  const used = choices.columns.filter((one) => one.to !== '' && one.to !== SPREAD);
  const given = (field: string) =>
    used.some((one) => one.to === field) ||
    derived.includes(field) ||
    Boolean(choices.constants[field]) ||
    (field === 'unit' && hasUnit(choices));
  const gaps: Gap[] = target.fields
    .filter((field) => field.required && !given(field.name))
    .map((field) => ({ kind: 'missing', fields: [field.name] }));
  for (const pair of target.alternatives)
    if (!pair.some(given)) gaps.push({ kind: 'either', fields: pair });
  for (const field of new Set(used.map((one) => one.to)))
    if (used.filter((one) => one.to === field).length > 1)
      gaps.push({ kind: 'twice', fields: [field] });
  if (lacksYear(choices)) gaps.push({ kind: 'year', fields: [] });
  return gaps;
}

/** What differs from row to row: one value for the whole file would be wrong. */
const VARIES = new Set(['quantity', 'value', 'start', 'end']);

/** Fields that no column gives and that a constant could. */
export const constantFields = (
  target: TargetInfo,
  choices: MapChoices,
  derived: readonly string[] = [],
): TargetField[] =>
  target.fields.filter(
    (field) =>
      !VARIES.has(field.name) &&
      !derived.includes(field.name) &&
      !choices.columns.some((one) => one.to === field.name) &&
      (field.required ||
        Boolean(choices.constants[field.name]) ||
        target.alternatives.some((pair) => pair.includes(field.name))) &&
      !(field.name === 'unit' && hasUnit(choices)),
  );

/** Personal columns that are left out are dropped by name, and registration numbers become codes. */
function privacyOf(suggestion: Suggestion, columns: readonly ColumnChoice[]): Table {
  const kept = (name: string) => columns.some((one) => one.name === name && one.to !== '');
  const personal = suggestion.columns.filter((one) => one.looksPersonal !== null);
  const dropped = personal.filter((one) => !kept(one.name)).map((one) => one.name);
  const coded = personal.filter((one) => one.looksPersonal === 'registration' && kept(one.name));
  const { drop_columns: _, pseudonymise: __, ...rest } = tableOf(suggestion.mapping['privacy']);
  return {
    ...rest,
    ...(dropped.length > 0 ? { drop_columns: dropped } : {}),
    ...(coded.length > 0
      ? { pseudonymise: Object.fromEntries(coded.map((one) => [one.name, 'hmac'])) }
      : {}),
  };
}

/** The suggested mapping with what the person has chosen instead. */
export function mappingOf(
  suggestion: Suggestion,
  about: { id: string; name: string; target: string },
  choices: MapChoices,
  target: TargetInfo | undefined,
): Mapping {
  const base = suggestion.mapping;
  const suggested = fieldsOf(base);
  const lookups: Record<string, Table> = { ...(tableOf(base['lookup']) as Record<string, Table>) };
  const fields: Table[] = [];
  for (const choice of choices.columns) {
    if (choice.to === '' || choice.to === SPREAD) continue;
    const known = suggested.find(
      (field) => comesFrom(field, choice.name) && field['to'] === choice.to,
    );
    const field: Table = { ...known, to: choice.to, from: known?.['from'] ?? choice.name };
    if (choice.unit) field['unit'] = choice.unit;
    if (choice.form) field['format'] = choice.form;
    const words = Object.entries(choices.lookups[choice.to] ?? {}).filter(([, to]) => to !== '');
    if (words.length > 0) {
      const table = typeof field['lookup'] === 'string' ? field['lookup'] : choice.to;
      lookups[table] = { ...lookups[table], ...Object.fromEntries(words) };
      field['lookup'] = table;
      field['on_missing'] = 'keep';
    }
    fields.push(field);
  }
  fields.push(...derivedFields(suggestion, choices, target));
  for (const [to, value] of Object.entries(choices.constants))
    if (value !== '' && !fields.some((field) => field['to'] === to)) fields.push({ to, value });
  const { lookup: _, privacy: __, unpivot: ___, ...rest } = base;
  const spread = spreadOf(choices.columns);
  const privacy = privacyOf(suggestion, choices.columns);
  return {
    ...rest,
    mapping: {
      version: 1,
      ...tableOf(base['mapping']),
      id: about.id,
      target: about.target,
    },
    name: { sv: about.name, en: about.name },
    attribution: { sv: `Källa: ${about.name}`, en: `Source: ${about.name}` },
    ...(Object.keys(privacy).length > 0 ? { privacy } : {}),
    ...(spread.length > 0 ? { unpivot: { columns: spread } } : {}),
    field: fields,
    ...(Object.keys(lookups).length > 0 ? { lookup: lookups } : {}),
  };
}

const LETTERS: Record<string, string> = { å: 'a', ä: 'a', ö: 'o', é: 'e', ü: 'u', æ: 'a', ø: 'o' };

/** "Drivmedelskort Norr" → "drivmedelskort-norr". */
export const idOf = (name: string): string =>
  [...name.toLowerCase()]
    .map((letter) => LETTERS[letter] ?? letter)
    .join('')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);

export const isId = (id: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) && id.length <= 60;
