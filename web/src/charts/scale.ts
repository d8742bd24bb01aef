export interface Scale {
  (value: number): number;
  domain: [number, number];
  range: [number, number];
}

/** Maps values to positions along a straight line. */
export function linear(domain: [number, number], range: [number, number]): Scale {
  const width = domain[1] - domain[0];
  const scale = (value: number) =>
    width === 0
      ? (range[0] + range[1]) / 2
      : range[0] + ((value - domain[0]) / width) * (range[1] - range[0]);
  return Object.assign(scale, { domain, range });
}

/** A step of 1, 2 or 5 times a power of ten that gives at most about `count` ticks. */
function step(width: number, count: number): number {
  const rough = width / Math.max(count, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10;
  return factor * power;
}

/** Round values within the domain. */
export function ticks([low, high]: [number, number], count: number): number[] {
  if (low === high) return [low];
  const by = step(high - low, count);
  const found: number[] = [];
  for (let index = Math.ceil(low / by - 1e-9); index * by <= high + by * 1e-9; index++) {
    found.push(Number((index * by).toPrecision(12)));
  }
  return found;
}

/** The domain of values, with air around them and never outside what the unit allows. */
export function paddedDomain(
  values: readonly number[],
  bounds: { min: number | null; max: number | null },
  share = 0.08,
): [number, number] {
  if (values.length === 0) return [0, 1];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const air = (high - low || Math.abs(high) || 1) * share;
  const bottom = bounds.min === null ? low - air : Math.max(bounds.min, low - air);
  const top = bounds.max === null ? high + air : Math.min(bounds.max, high + air);
  return [Math.min(bottom, low), Math.max(top, high)];
}

/** Years worth writing below an axis: all when there is room, else every second, fifth … */
export function yearTicks(from: number, to: number, width: number, room = 44): number[] {
  const every = [1, 2, 5, 10].find((one) => ((to - from) / one) * room <= width) ?? 10;
  const years: number[] = [];
  for (let year = to; year >= from; year -= every) years.unshift(year);
  return years;
}
