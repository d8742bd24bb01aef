import type { Ranking, Region } from '../api/types';

export interface SlopeLine {
  region: string;
  name: string;
  from: number;
  to: number;
  /** Places gained; negative when places were lost. */
  moved: number;
}

/** The regions that are ranked in both years, with the rank in each. */
export function slopeLines(
  regions: readonly Region[],
  before: Ranking,
  after: Ranking,
): SlopeLine[] {
  return regions.flatMap((region) => {
    const from = before.rows.find((row) => row.region === region.code)?.rank;
    const to = after.rows.find((row) => row.region === region.code)?.rank;
    if (from === undefined || to === undefined) return [];
    return [{ region: region.code, name: region.shortName, from, to, moved: from - to }];
  });
}
