import { expect, test } from 'vitest';
import type { DecidedTarget, MachineKey, OrgUnit } from '../../src/api/admin-types';
import { accountFaults, EMPTY_ACCOUNT, passwordFaults } from '../../src/model/account-form';
import {
  auditFile,
  auditUrl,
  beginningOf,
  filterAddress,
  filterIn,
  isDate,
  pagesOf,
} from '../../src/model/audit-filter';
import {
  EMPTY_TARGET,
  gapTo,
  holding,
  replacedBy,
  targetFaults,
  targetLine,
} from '../../src/model/decided-targets';
import {
  EMPTY_FACTOR,
  factorFaults,
  factorLine,
  findFactors,
  regionsOf,
  yearsOf,
} from '../../src/model/factor-form';
import { daysIn, expiringSoon, keyFaults } from '../../src/model/key-form';
import { branchesOf, isClosed, unitBody, unitFaults, unitForm } from '../../src/model/org-tree';

const good = {
  ...EMPTY_ACCOUNT,
  name: 'Anna.A',
  role: 'viewer' as const,
  password: 'en lång mening',
  again: 'en lång mening',
};

test.each([
  ['', 'name'],
  ['-anna', 'name'],
  ['anna å', 'name'],
  ['x'.repeat(65), 'name'],
])('the account name %j will not do', (name, fault) => {
  expect(accountFaults({ ...good, name })).toEqual({ name: fault });
});

test('an account needs a role, an editor an administration too, and one password typed twice', () => {
  expect(accountFaults(good)).toEqual({});
  expect(accountFaults({ ...good, role: '' })).toEqual({ role: 'role' });
  expect(accountFaults({ ...good, role: 'editor' })).toEqual({ orgUnit: 'unit' });
  expect(accountFaults({ ...good, role: 'editor', orgUnit: 'RGS' })).toEqual({});
  expect(passwordFaults('elva tecken', 'elva tecken')).toEqual({ password: 'short' });
  expect(passwordFaults('tolv tecken!', 'tolv tecken?')).toEqual({ again: 'differ' });
  expect(passwordFaults('😀😀😀😀😀😀', '😀😀😀😀😀😀')).toEqual({ password: 'short' });
});

test.each([
  ['1', 1],
  [' 400 ', 400],
  ['0', null],
  ['401', null],
  ['12,5', null],
  ['', null],
])('a key for %j days', (typed, days) => {
  expect(daysIn(typed)).toBe(days);
});

test('a key needs sources and days; those that end soon are counted', () => {
  expect(keyFaults([], '0')).toEqual({ sources: 'sources', days: 'days' });
  expect(keyFaults(['a'], '90')).toEqual({});
  const keys = ['good', 'expiring', 'revoked', 'expiring'].map((state) => ({ state }));
  expect(expiringSoon(keys as MachineKey[])).toBe(2);
});

test('Swedish days begin at their own midnight, in winter, in summer and when clocks change', () => {
  expect(beginningOf('2026-01-15')).toBe('2026-01-14T23:00:00.000Z');
  expect(beginningOf('2026-07-15')).toBe('2026-07-14T22:00:00.000Z');
  expect(beginningOf('2026-03-29')).toBe('2026-03-28T23:00:00.000Z');
  expect(beginningOf('2026-03-29', 1)).toBe('2026-03-29T22:00:00.000Z');
  expect(beginningOf('2026-10-25', 1)).toBe('2026-10-25T23:00:00.000Z');
});

test('the address of the log says what is shown, and what it cannot mean is left out', () => {
  const filter = {
    actor: 'anna',
    action: 'user.',
    object: 'user/',
    from: '2026-01-01',
    to: '2026-01-02',
    page: 3,
  };
  const address = filterAddress(filter);
  expect(filterIn(new URLSearchParams(address.split('?')[1]))).toEqual(filter);
  expect(filterIn(new URLSearchParams('fran=igår&till=2026-02-30&sida=-1'))).toEqual({
    actor: '',
    action: '',
    object: '',
    from: '',
    to: '',
    page: 1,
  });
  expect(['2026-02-29', '2026-13-01', '2026-1-1', ''].filter(isDate)).toEqual([]);
  expect(filterAddress(filterIn(new URLSearchParams()))).toBe('/admin/logg');
  expect(auditUrl(filter)).toContain('page=3');
  expect(decodeURIComponent(auditUrl(filter))).toContain('before=2026-01-02T23:00:00.000Z');
  expect(auditFile(filter, 'sv')).toMatch(/format=csv/);
  expect(auditFile(filter, 'sv')).not.toMatch(/page=/);
  expect([pagesOf(0), pagesOf(50), pagesOf(51)]).toEqual([1, 1, 2]);
});

const unit = (id: string, parent: string | null, rest: Partial<OrgUnit> = {}): OrgUnit => ({
  id,
  version: 1,
  changedAt: '2026-01-01T00:00:00Z',
  code: id,
  name: { sv: id, en: id },
  parent,
  kind: 'unit',
  validFrom: null,
  validTo: null,
  source: null,
  example: false,
  ...rest,
});

test('units stand below the one they belong to, and none is lost, not even in a ring', () => {
  const names = (units: OrgUnit[]) => branchesOf(units).map((one) => `${one.unit.id}${one.depth}`);
  expect(names([unit('b', 'a'), unit('c', null), unit('a', null), unit('d', 'b')])).toEqual([
    'a0',
    'b1',
    'd2',
    'c0',
  ]);
  expect(names([unit('x', 'gone')])).toEqual(['x0']);
  expect(names([unit('p', 'q'), unit('q', 'p')]).length).toBe(2);
});

test('a unit is sent whole, with its source kept, and closes on its last day', () => {
  const old = unit('RGS', null, { source: { text: 't', document: 'd' }, validTo: '2026-06-30' });
  expect(unitBody({ ...unitForm(old), sv: ' Ny ', en: '' }, old)).toMatchObject({
    code: 'RGS',
    name: { sv: 'Ny', en: 'Ny' },
    parent: null,
    source: { text: 't', document: 'd' },
  });
  expect(isClosed(old, '2026-06-29')).toBe(false);
  expect(isClosed(old, '2026-06-30')).toBe(true);
  const form = unitForm(unit('A', null));
  expect(unitFaults({ ...form, code: 'A B', sv: ' ' })).toEqual({ code: 'code', sv: 'name' });
  expect(unitFaults({ ...form, validFrom: '2026-13-01' })).toEqual({ validFrom: 'date' });
  expect(unitFaults({ ...form, validFrom: '2026-02-01', validTo: '2026-01-01' })).toEqual({
    validTo: 'order',
  });
});

const target = (rest: Partial<DecidedTarget> = {}): DecidedTarget => ({
  keyFigure: 'energy',
  region: '13',
  year: 2026,
  value: 176,
  baselineYear: 2017,
  baselineValue: 199,
  path: 'linear',
  decision: 'Plan',
  source: 'targets',
  origin: null,
  import: null,
  recordedAt: '2026-01-01T00:00:00Z',
  supersededAt: null,
  ...rest,
});
const asked = { ...EMPTY_TARGET, keyFigure: 'energy', year: '2026', value: '170,5', decision: 'Ny' };

test('a target needs a decision, and a baseline that is whole or not there', () => {
  expect(targetFaults(EMPTY_TARGET)).toEqual({
    keyFigure: 'figure',
    year: 'year',
    value: 'value',
    decision: 'decision',
  });
  expect(targetFaults(asked)).toEqual({});
  expect(targetFaults({ ...asked, baselineYear: '2017' })).toEqual({ baselineYear: 'baseline' });
  expect(targetFaults({ ...asked, baselineYear: '2017', baselineValue: '199' })).toEqual({});
  expect(JSON.parse(targetLine(asked, '13'))).toEqual({
    type: 'target',
    keyFigure: 'energy',
    region: '13',
    year: 2026,
    value: 170.5,
    baselineYear: null,
    baselineValue: null,
    path: 'linear',
    decision: 'Ny',
  });
});

test('a target replaces the one that holds for the same figure, region and year', () => {
  const all = [target({ supersededAt: '2026-02-01T00:00:00Z', value: 1 }), target()];
  expect(holding(all)).toHaveLength(1);
  expect(replacedBy(asked, '13', all)?.value).toBe(176);
  expect(replacedBy(asked, '14', all)).toBeNull();
  expect(replacedBy({ ...asked, year: '2030' }, '13', all)).toBeNull();
  expect([gapTo(176, 188, 'low'), gapTo(30, 27, 'high')]).toEqual([12, 3]);
});

const factor = { ...EMPTY_FACTOR, item: 'El', measure: 'WTW', value: '1,5', unit: 'kg', source: 'S' };

test('a factor is not taken without its source, and its year may be left out', () => {
  expect(factorFaults(factor)).toEqual({});
  expect(factorFaults({ ...factor, source: ' ' })).toEqual({ source: 'source' });
  expect(factorFaults({ ...factor, value: 'x', validFrom: '26' })).toEqual({
    value: 'value',
    validFrom: 'validFrom',
  });
  expect(JSON.parse(factorLine(factor))).toEqual({
    type: 'factor',
    item: 'El',
    measure: 'WTW',
    value: 1.5,
    unit: 'kg',
    source: 'S',
  });
  expect(JSON.parse(factorLine({ ...factor, validFrom: '2024' })).validFrom).toBe(2024);
});

test('factors are found by any of their words', () => {
  const all = ['Diesel', 'El'].map((item) => ({
    item,
    measure: 'WTW',
    value: 1,
    unit: 'kg',
    validFrom: null,
    validTo: null,
    source: '',
    note: null,
    origin: 'shipped',
  }));
  expect(findFactors(all, 'wtw die').map((one) => one.item)).toEqual(['Diesel']);
  expect(findFactors(all, '')).toHaveLength(2);
  const year = (of: number) => ({ keyFigure: 'a', region: '13', year: of, before: 1, after: 2 });
  expect(yearsOf([year(2024), year(2024), year(2025)])).toBe(2);
  expect(regionsOf([year(2024), { ...year(2024), region: '13/RGS' }])).toBe(1);
});
