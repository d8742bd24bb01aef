import { expect, test } from 'vitest';
import { defaultYear, figureState, figureYears, rankedYears } from '../../src/model/figure-years';
import { spanOf, withPeriod } from '../../src/model/period';
import { search } from '../../src/model/search';
import { similarRegions } from '../../src/model/similar-regions';
import { slopeLines } from '../../src/model/slope';
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
