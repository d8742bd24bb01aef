import { address } from './address';

export interface DrillState {
  slug: string;
  year: number;
  path: readonly string[];
  region: string | null;
  /** Within a meter: the month, and the day of it. */
  month: number | null;
  day: number | null;
}

const within = (text: string | null, most: number): number | null => {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= most ? number : null;
};

export function parseDrill(
  slug: string,
  year: number,
  path: readonly string[],
  query: URLSearchParams,
): DrillState {
  const region = query.get('region');
  const month = within(query.get('manad'), 12);
  return {
    slug,
    year,
    path: path.map(decodeURIComponent),
    region: region && /^\d\d$/.test(region) ? region : null,
    month,
    day: month === null ? null : within(query.get('dag'), 31),
  };
}

export const drillAddress = (state: DrillState): string =>
  address(['/nyckeltal', state.slug, state.year, ...state.path.map(encodeURIComponent)].join('/'), {
    region: state.region,
    manad: state.month,
    dag: state.day,
  });

/** The same view of another place in the tree. */
export const at = (state: DrillState, path: readonly string[]): DrillState => ({
  ...state,
  path,
  month: null,
  day: null,
});
