import { expect, test } from 'vitest';
import {
  address,
  codeList,
  oneOf,
  slugList,
  withLanguage,
  yearList,
} from '../../src/routing/address';
import { compareAddress, parseCompare, type CompareState } from '../../src/routing/compare-state';
import { figureAddress, parseFigure, type FigureState } from '../../src/routing/figure-state';
import {
  overviewAddress,
  parseOverview,
  type OverviewState,
} from '../../src/routing/overview-state';

const queryOf = (href: string) => new URLSearchParams(href.split('?')[1] ?? '');

test('an address leaves out what is empty and keeps commas readable', () => {
  expect(address('/', { ar: [2017, 2024], region: null, visa: '' })).toBe('/?ar=2017,2024');
});

test('every link keeps English, and Swedish carries no mark', () => {
  expect(withLanguage('/data', 'en')).toBe('/data?lang=en');
  expect(withLanguage('/?ar=2024&lang=en', null)).toBe('/?ar=2024');
  expect(withLanguage('/?lang=en&ar=2024', 'en')).toBe('/?ar=2024&lang=en');
});

test('what makes no sense in an address is left out', () => {
  expect(yearList('2024,abc,2017,2017,1812,2099.5', 6)).toEqual([2017, 2024]);
  expect(yearList('2017,2018,2019,2020,2021,2022,2023', 6)).toEqual([
    2018, 2019, 2020, 2021, 2022, 2023,
  ]);
  expect(codeList('13,7,14,13,<x>', 4)).toEqual(['13', '14']);
  expect(slugList('energi,Energi,avfall', 6)).toEqual(['energi', 'avfall']);
  expect(oneOf('nonsense', ['plats', 'avvikelse'])).toBe('plats');
});

const overviews: OverviewState[] = [
  { region: null, years: [], view: 'plats', order: 'tema', scheme: 'tredjedelar' },
  { region: '13', years: [2017, 2022], view: 'avvikelse', order: 'samst', scheme: 'fjardedelar' },
  { region: '01', years: [2024], view: 'forandring', order: 'tema', scheme: 'tredjedelar' },
];
test.each(overviews)('a copied overview shows the same again: $view $order', (state) => {
  expect(parseOverview(queryOf(overviewAddress(state)))).toEqual(state);
});

const figures: FigureState[] = [
  {
    year: null,
    view: 'strip',
    sort: 'plats',
    descending: false,
    region: null,
    scheme: 'tredjedelar',
    pins: [],
    series: null,
    scale: 'varde',
    moved: { from: null, to: null },
    forecast: true,
  },
  {
    year: 2017,
    view: 'rutkarta',
    sort: 'forandring',
    descending: true,
    region: '07',
    scheme: 'fjardedelar',
    pins: ['03', '13'],
    series: 'printed',
    scale: 'index',
    moved: { from: 2015, to: 2017 },
    forecast: false,
  },
  {
    year: 2023,
    view: 'karta',
    sort: 'plats',
    descending: true,
    region: '13',
    scheme: 'tredjedelar',
    pins: ['01'],
    series: 'kolada',
    scale: 'varde',
    moved: { from: null, to: null },
    forecast: true,
  },
];
test.each(figures)('a copied key figure page shows the same again: $view $sort', (state) => {
  expect(parseFigure(queryOf(figureAddress('/nyckeltal/energi', state)))).toEqual(state);
});

const compares: CompareState[] = [
  {
    regions: ['13', '18'],
    figures: ['energi'],
    view: 'matris',
    year: 2023,
    period: 'alla',
    from: null,
    to: null,
    count: null,
  },
  {
    regions: ['13', '18', '03'],
    figures: [],
    view: 'linjer',
    year: null,
    period: 'fast',
    from: 2017,
    to: 2024,
    count: null,
  },
  {
    regions: [],
    figures: ['avfall', 'hvo100-bilar'],
    view: 'rangskifte',
    year: null,
    period: 'rullande',
    from: null,
    to: null,
    count: 5,
  },
];
test.each(compares)('a copied comparison shows the same again: $view $period', (state) => {
  expect(parseCompare(queryOf(compareAddress(state)))).toEqual(state);
});
