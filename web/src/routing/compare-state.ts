import { address, codeList, oneOf, oneYear, slugList } from './address';

export const COMPARE_VIEWS = ['matris', 'linjer', 'rangskifte'] as const;
export const PERIODS = ['fast', 'rullande', 'alla'] as const;
export const MAX_REGIONS = 6;
export const MAX_FIGURES = 6;

/** What the comparison of regions shows; all of it stands in the address. */
export interface CompareState {
  regions: string[];
  figures: string[];
  view: (typeof COMPARE_VIEWS)[number];
  year: number | null;
  period: (typeof PERIODS)[number];
  from: number | null;
  to: number | null;
  /** How many years a rolling period shows. */
  count: number | null;
}

function smallNumber(text: string | null): number | null {
  const number = Number(text);
  return Number.isInteger(number) && number >= 2 && number <= 50 ? number : null;
}

export const parseCompare = (query: URLSearchParams): CompareState => ({
  regions: codeList(query.get('region'), MAX_REGIONS),
  figures: slugList(query.get('nyckeltal'), MAX_FIGURES),
  view: oneOf(query.get('vy'), COMPARE_VIEWS),
  year: oneYear(query.get('ar')),
  period: oneOf(query.get('period'), ['alla', 'fast', 'rullande']),
  from: oneYear(query.get('fran')),
  to: oneYear(query.get('till')),
  count: smallNumber(query.get('antal')),
});

export const compareAddress = (state: CompareState): string =>
  address('/jamfor', {
    region: state.regions,
    nyckeltal: state.figures,
    vy: state.view === 'matris' ? null : state.view,
    ar: state.year,
    period: state.period === 'alla' ? null : state.period,
    fran: state.period === 'fast' ? state.from : null,
    till: state.period === 'fast' ? state.to : null,
    antal: state.period === 'rullande' ? state.count : null,
  });
