import type { Suggestion, TargetInfo } from '../api/import-types';

/** What a column becomes whose heading says when and whose cells are the amounts. */
export const SPREAD = '@';

/** How a wide file's headings say when, and what its cells are. */
export interface Spread {
  /** The form of the headings, as a mapping names it. */
  form: string;
  /** The year, where the headings do not tell it; a column of the file as `{År}`. */
  year: string;
  /** Of every cell; empty: another column tells it. */
  unit: string;
}

export const nothingSpread = (): Spread => ({ form: '', year: '', unit: '' });

const MONTH = '(jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[kc]t|nov|dec)[a-z]*\\.?';
const YEAR = '(19|20)\\d{2}';
const FORMS: readonly (readonly [form: string, example: string, pattern: RegExp])[] = [
  ['YYYY', '2024', new RegExp(`^${YEAR}$`)],
  ['YYYY-MM', '2024-01', new RegExp(`^${YEAR}-(0[1-9]|1[0-2])$`)],
  ['YYYYMM', '202401', new RegExp(`^${YEAR}(0[1-9]|1[0-2])$`)],
  ['MMM', 'januari', new RegExp(`^${MONTH}$`, 'i')],
  ['MMM YYYY', 'januari 2024', new RegExp(`^${MONTH} ${YEAR}$`, 'i')],
  ['MMM-YY', 'jan-24', new RegExp(`^${MONTH}-\\d{2}$`, 'i')],
  ['MMM YY', 'jan 24', new RegExp(`^${MONTH} \\d{2}$`, 'i')],
];

/** The forms that are offered, each with what a heading of it looks like. */
export const HEADING_FORMS = FORMS.map(([form, example]) => ({ form, example }));

/** The form that all the headings have, or nothing. */
export const formOf = (headings: readonly string[]): string =>
  headings.length === 0
    ? ''
    : (FORMS.find(([, , pattern]) => headings.every((one) => pattern.test(one.trim())))?.[0] ?? '');

type Table = Record<string, unknown>;
const AMOUNTS = ['quantity', 'value', 'distanceKm'];
const FEWEST = 3;

/** The fields that the headings and the cells fill; null: the target has no such. */
export function spreadFields(target: TargetInfo): { times: string[]; amount: string } | null {
  const has = (name: string) => target.fields.some((field) => field.name === name);
  const amount = AMOUNTS.find(has);
  const times = has('end')
    ? ['start', 'end']
    : ['date', 'period', 'year'].filter((name) => has(name)).slice(0, 1);
  return amount && times.length > 0 ? { times, amount } : null;
}

/** The columns that look so: those the server names, else three or more headings of one form. */
export function spreadColumns(suggestion: Suggestion, target: TargetInfo): string[] {
  if (!spreadFields(target)) return [];
  const named = (suggestion.mapping['unpivot'] as Table | undefined)?.['columns'];
  if (Array.isArray(named)) return named.map(String);
  const names = suggestion.columns
    .filter((one) => one.looksPersonal === null)
    .map((one) => one.name);
  const groups = FORMS.map(([, , pattern]) => names.filter((one) => pattern.test(one.trim())));
  const most = groups.reduce((best, one) => (one.length > best.length ? one : best), []);
  return most.length >= FEWEST ? most : [];
}

/** The mapping's fields for the chosen columns: when, from the heading, and how much. */
export function fieldsOfSpread(
  columns: readonly string[],
  { form, year, unit }: Spread,
  target: TargetInfo,
): Table[] {
  const fields = spreadFields(target);
  if (!fields || columns.length === 0) return [];
  const when: Table = !form.includes('Y')
    ? { template: `{@name} ${year}`, format: `${form || 'MMM'} YYYY` }
    : { from: '@name', ...(fields.times[0] === 'year' ? {} : { format: form }) };
  return [
    ...fields.times.map((to) => ({ to, ...when, ...(to === 'end' ? { part: 'end' } : {}) })),
    { to: fields.amount, from: '@value', ...(unit ? { unit } : {}) },
  ];
}
