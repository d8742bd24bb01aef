import { address, codeList, oneOf, oneYear } from './address';
import { SCHEMES } from './overview-state';

export const FIGURE_VIEWS = ['strip', 'karta', 'rutkarta', 'tabell'] as const;
export const SORT_KEYS = ['plats', 'namn', 'varde', 'forandring'] as const;
export const SCALES = ['varde', 'index'] as const;
export const SERIES = ['kolada', 'printed', 'own'] as const;
export const MAX_PINS = 4;

export type FigureView = (typeof FIGURE_VIEWS)[number];
export type SortKey = (typeof SORT_KEYS)[number];

/** What a key figure's page shows; all of it stands in the address. */
export interface FigureState {
  year: number | null;
  view: FigureView;
  sort: SortKey;
  descending: boolean;
  region: string | null;
  scheme: (typeof SCHEMES)[number];
  pins: string[];
  series: (typeof SERIES)[number] | null;
  scale: (typeof SCALES)[number];
  /** The years between which the move of the rank is explained. */
  moved: { from: number | null; to: number | null };
  forecast: boolean;
}

export function parseFigure(query: URLSearchParams): FigureState {
  const sort = query.get('sort') ?? '';
  const series = query.get('serie');
  return {
    year: oneYear(query.get('ar')),
    view: oneOf(query.get('vy'), FIGURE_VIEWS),
    sort: oneOf(sort.replace(/^-/, ''), SORT_KEYS),
    descending: sort.startsWith('-'),
    region: codeList(query.get('region'), 1)[0] ?? null,
    scheme: oneOf(query.get('indelning'), SCHEMES),
    pins: codeList(query.get('pin'), MAX_PINS),
    series: SERIES.find((name) => name === series) ?? null,
    scale: oneOf(query.get('skala'), SCALES),
    moved: { from: oneYear(query.get('fran')), to: oneYear(query.get('till')) },
    forecast: query.get('prognos') !== 'nej',
  };
}

export function figureAddress(path: string, state: FigureState): string {
  const sort = (state.descending ? '-' : '') + state.sort;
  return address(path, {
    ar: state.year,
    vy: state.view === 'strip' ? null : state.view,
    sort: sort === 'plats' ? null : sort,
    region: state.region,
    indelning: state.scheme === 'tredjedelar' ? null : state.scheme,
    pin: state.pins,
    serie: state.series,
    skala: state.scale === 'varde' ? null : state.scale,
    fran: state.moved.from,
    till: state.moved.to,
    prognos: state.forecast ? null : 'nej',
  });
}
