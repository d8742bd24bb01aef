import { readFileSync } from 'node:fs';
import { root } from '../packages.mjs';

const rows = readFileSync(`${root}service/shipped/kolada.csv`, 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','));
const regions = JSON.parse(readFileSync(`${root}service/shipped/regions.json`, 'utf8'));

/** A region's short name, as the tables write it. */
export const shortNames = new Map(regions.map(({ code, shortName }) => [code, shortName]));

/**
 * One year's ranking worked out from the shipped file by counting, as a second opinion on what
 * the pages show: rank = 1 + how many are better; the K best places are green, the K last red.
 */
export function countRanks(keyFigure, year, better) {
  const values = rows
    .filter(([id, region, when]) => id === keyFigure && region !== 'riket' && Number(when) === year)
    .map(([, region, , value]) => ({ region, value: Number(value) }));
  const k = Math.floor(values.length / 3 + 0.5);
  return values
    .map(({ region, value }) => {
      const rank = 1 + values.filter((other) => better(other.value, value)).length;
      const tied = values.filter((other) => other.value === value).length;
      const symbol = rank <= k ? '▲' : rank > values.length - k ? '▼' : '●';
      return { region, name: shortNames.get(region), value, rank, tied, symbol };
    })
    .sort((a, b) => a.rank - b.rank || a.region.localeCompare(b.region, 'sv'));
}
