import type { KeyFigure } from '../api/types';
import { figureYears } from './figure-years';

export type NextPublication =
  | { kind: 'coming'; date: string; period: string | null }
  /** The day has passed and the values it should have brought are not here. */
  | { kind: 'late'; date: string; period: string | null };

/** What can be said of the next values; nothing when they have come already. */
export function nextPublication(
  figure: Pick<KeyFigure, 'nextPublication' | 'nextPublicationPeriod' | 'series'>,
  today: string,
): NextPublication | null {
  const { nextPublication: date, nextPublicationPeriod: period = null } = figure;
  if (!date) return null;
  const year = period ? Number(period.slice(0, 4)) : null;
  if (year !== null && figureYears(figure).includes(year)) return null;
  return { kind: date < today ? 'late' : 'coming', date, period };
}
