import type { Region } from '../api/types';
import { compareNames } from '../format/collate';

/** The regions nearest in population to one of them, nearest first. */
export function similarRegions(regions: readonly Region[], code: string, most: number): Region[] {
  const own = regions.find((region) => region.code === code)?.population?.value;
  if (own === undefined) return [];
  const distance = (region: Region) => Math.abs((region.population?.value ?? Infinity) - own);
  return regions
    .filter((region) => region.code !== code && region.population)
    .sort((a, b) => distance(a) - distance(b) || compareNames(a.name, b.name))
    .slice(0, most);
}
