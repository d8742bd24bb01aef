import { address, codeList, oneOf, oneYear } from './address';
import { SERIES } from './figure-state';
import { SCHEMES } from './overview-state';

const MOST_MEASURES = 30;

/** What "Vad krävs?" assumes; all of it stands in the address. */
export interface RequiresState {
  region: string | null;
  year: number | null;
  series: (typeof SERIES)[number] | null;
  scheme: (typeof SCHEMES)[number];
  /** The value tried for the own region. */
  value: number | null;
  plan: string | null;
  measures: string[];
  moved: { from: number | null; to: number | null };
}

const isId = (text: string): boolean => /^[a-zA-Z0-9][\w.-]{0,99}$/.test(text);

function numberOf(text: string | null): number | null {
  const value = Number(text);
  return text && /^-?\d{1,12}(\.\d{1,9})?$/.test(text) && Number.isFinite(value) ? value : null;
}

export function parseRequires(query: URLSearchParams): RequiresState {
  const series = query.get('serie');
  const plan = query.get('plan');
  const ids = (query.get('atgarder') ?? '').split(',').filter(isId);
  return {
    region: codeList(query.get('region'), 1)[0] ?? null,
    year: oneYear(query.get('ar')),
    series: SERIES.find((name) => name === series) ?? null,
    scheme: oneOf(query.get('indelning'), SCHEMES),
    value: numberOf(query.get('varde')),
    plan: plan && isId(plan) ? plan : null,
    measures: [...new Set(ids)].slice(0, MOST_MEASURES),
    moved: { from: oneYear(query.get('fran')), to: oneYear(query.get('till')) },
  };
}

export const requiresAddress = (slug: string, state: RequiresState): string =>
  address(`/nyckeltal/${slug}/vad-kravs`, {
    region: state.region,
    ar: state.year,
    serie: state.series,
    indelning: state.scheme === 'tredjedelar' ? null : state.scheme,
    varde: state.value,
    plan: state.plan,
    atgarder: state.measures,
    fran: state.moved.from,
    till: state.moved.to,
  });
