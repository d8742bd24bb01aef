import { expect, test } from 'vitest';
import { defaultYear, figureState, figureYears, rankedYears } from '../../src/model/figure-years';
import { spanOf, withPeriod } from '../../src/model/period';
import { search } from '../../src/model/search';
import { similarRegions } from '../../src/model/similar-regions';
import { nextPublication } from '../../src/model/next-publication';
import { rankedSeries, slopeLines, slopeYears } from '../../src/model/slope';
import { parseCompare } from '../../src/routing/compare-state';
import { keyFigure, ranking, rankingRow, reference } from '../fixtures';

const info = (series: string, years: [number, number][]) => ({
  series,
  firstYear: years[0]![0],
  lastYear: years.at(-1)![0],
  years: years.map(([year, n]) => ({ year, n })),
  recordedAt: '',
  label: { sv: '', en: '' },
});
const figure = keyFigure({
  series: [
    info('kolada', [
      [2011, 15],
      [2022, 21],
    ]),
    info('printed', [
      [2017, 1],
      [2024, 1],
    ]),
  ],
});

test('a page opens on the latest year that can be ranked', () => {
  expect(defaultYear(figure)).toBe(2022);
  expect(defaultYear(figure, 'printed')).toBe(2024);
  expect(figureYears(figure)).toEqual([2024, 2022, 2017, 2011]);
  expect(rankedYears(figure)).toEqual([2022, 2011]);
  expect(defaultYear(keyFigure())).toBeNull();
});

test('it is known whether all, only own or no values are there', () => {
  const fetch = { text: { sv: '', en: '' }, command: 'tertil pull kolada' };
  expect(figureState(figure)).toBe('full');
  expect(figureState(keyFigure({ series: [info('printed', [[2017, 1]])], fetch }))).toBe('ownOnly');
  expect(figureState(keyFigure({ fetch }))).toBe('none');
});

test('the nearest in population are the similar regions', () => {
  expect(similarRegions(reference().regions, '13', 2).map((one) => one.code)).toEqual(['18', '05']);
  expect(similarRegions(reference().regions, '99', 2)).toEqual([]);
});

test('search finds every word, key figures before regions', () => {
  const all = reference();
  expect(search(all, 'energi lokal', 'sv')[0]).toMatchObject({
    kind: 'figure',
    href: '/nyckeltal/energi',
  });
  expect(search(all, 'ÖREBRO', 'sv')[0]).toMatchObject({ kind: 'region', href: '/?region=18' });
  expect(search(all, 'energy', 'en')[0]?.name).toBe('Energy use in premises');
  expect(search(all, '   ', 'sv')).toEqual([]);
});

test('a period is fixed, rolling or all of it', () => {
  const years = [2011, 2012, 2020, 2024];
  const state = parseCompare(new URLSearchParams());
  const span = { from: 2012, to: 2020 };
  expect(spanOf(state, years)).toEqual({ from: 2011, to: 2024 });
  expect(spanOf(withPeriod(state, 'fast', span), [...years, 2025])).toEqual(span);
  expect(spanOf(withPeriod(state, 'rullande', span), [...years, 2025])).toEqual({
    from: 2017,
    to: 2025,
  });
  expect(spanOf(state, [])).toBeNull();
});

test('a change of rank needs a rank in both years', () => {
  const before = ranking([rankingRow('13', 1, 12), rankingRow('18', 1, 3)]);
  const after = ranking([rankingRow('13', 1, 10)]);
  expect(slopeLines(reference().regions, before, after)).toEqual([
    { region: '13', name: 'Halland', from: 12, to: 10, moved: 2 },
  ]);
});

test('the years of a change of rank begin where the own region has a value', () => {
  const ranked = keyFigure({
    series: [
      info('kolada', [
        [2011, 15],
        [2012, 21],
        [2023, 21],
        [2024, 20],
      ]),
      info('printed', [[2024, 1]]),
    ],
  });
  const known = (year: number, value: number | null, series = 'kolada') => ({
    year,
    value,
    series: value === null ? null : series,
    status: null,
    reason: null,
  });
  const all = { from: 2011, to: 2024 };
  expect(rankedSeries(ranked)).toBe('kolada');
  expect(rankedSeries(keyFigure())).toBeNull();
  const own = [known(2011, null), known(2012, 61.5), known(2023, 98), known(2024, 99, 'printed')];
  expect(slopeYears(ranked, all, own)).toEqual({ from: 2012, to: 2023 });
  expect(slopeYears(ranked, { from: 2011, to: 2011 }, own)).toEqual({ from: 2011, to: 2011 });
  expect(slopeYears(ranked, all, [])).toEqual(all);
});

test('a day of publication that has passed without values is told as such', () => {
  const due = { nextPublication: '2026-04-26', nextPublicationPeriod: '2025' };
  const told = (changes: object, today: string) => nextPublication(keyFigure(changes), today);
  expect(told(due, '2026-11-22')).toEqual({ kind: 'late', date: '2026-04-26', period: '2025' });
  expect(told(due, '2026-04-26')).toMatchObject({ kind: 'coming' });
  expect(told({ nextPublication: '2026-04-26' }, '2026-11-22')).toMatchObject({ period: null });
  expect(told({ ...due, series: [info('kolada', [[2025, 21]])] }, '2026-11-22')).toBeNull();
  expect(told({}, '2026-11-22')).toBeNull();
});
