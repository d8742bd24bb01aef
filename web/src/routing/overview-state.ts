import { address, codeList, oneOf, yearList } from './address';

export const OVERVIEW_VIEWS = ['plats', 'avvikelse', 'forandring'] as const;
export const OVERVIEW_ORDERS = ['tema', 'samst'] as const;
export const SCHEMES = ['tredjedelar', 'fjardedelar'] as const;
export const MAX_YEARS = 6;

/** What the overview shows; all of it stands in the address. */
export interface OverviewState {
  region: string | null;
  years: number[];
  view: (typeof OVERVIEW_VIEWS)[number];
  order: (typeof OVERVIEW_ORDERS)[number];
  scheme: (typeof SCHEMES)[number];
}

export const parseOverview = (query: URLSearchParams): OverviewState => ({
  region: codeList(query.get('region'), 1)[0] ?? null,
  years: yearList(query.get('ar'), MAX_YEARS),
  view: oneOf(query.get('visa'), OVERVIEW_VIEWS),
  order: oneOf(query.get('sort'), OVERVIEW_ORDERS),
  scheme: oneOf(query.get('indelning'), SCHEMES),
});

export const overviewAddress = (state: OverviewState): string =>
  address('/', {
    region: state.region,
    ar: state.years,
    visa: state.view === 'plats' ? null : state.view,
    sort: state.order === 'tema' ? null : state.order,
    indelning: state.scheme === 'tredjedelar' ? null : state.scheme,
  });
