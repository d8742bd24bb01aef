import {
  CRITERIA,
  VERDICTS,
  type Assessment,
  type AssessmentContent,
  type Verdict,
} from '../api/follow-types';
import type { Flat } from './conflict';

/** An assessment as texts, one for each field of its form; nothing is chosen in a new one. */
export const flatOf = (assessment: Assessment | null): Flat => ({
  verdict: assessment?.verdict ?? '',
  motivation: assessment?.motivation ?? '',
  decidedBy: assessment?.decidedBy ?? '',
  date: assessment?.date ?? '',
  ...Object.fromEntries(
    CRITERIA.map((criterion) => [
      criterion,
      assessment?.evidence.find((one) => one.criterion === criterion)?.text ?? '',
    ]),
  ),
});

export type AssessmentFault = 'verdictMissing' | 'motivationMissing' | 'dateWrong';

/** A day that the calendar has, written 2026-05-31. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

const isVerdict = (text: string | undefined): text is Verdict =>
  VERDICTS.some((verdict) => verdict === text);

/** What cannot be sent, by field; whoever has judged a goal says why. */
export function faultsOf(form: Flat): Record<string, AssessmentFault> {
  const faults: Record<string, AssessmentFault> = {};
  if (!isVerdict(form['verdict'])) faults['verdict'] = 'verdictMissing';
  if (form['verdict'] !== 'notAssessed' && !form['motivation']?.trim())
    faults['motivation'] = 'motivationMissing';
  if (form['date']?.trim() && !isDay(form['date'].trim())) faults['date'] = 'dateWrong';
  return faults;
}

export const bodyOf = (form: Flat, goal: string, occasion: string): AssessmentContent => ({
  goal,
  occasion,
  verdict: isVerdict(form['verdict']) ? form['verdict'] : 'notAssessed',
  motivation: form['motivation'] ?? '',
  evidence: CRITERIA.filter((criterion) => form[criterion]?.trim()).map((criterion) => ({
    criterion,
    text: form[criterion] ?? '',
  })),
  decidedBy: form['decidedBy']?.trim() || null,
  date: form['date']?.trim() || null,
});

const KINDS = ['AR', 'UR2', 'UR1'] as const;

/** "2026-UR1" in its parts; null when it is none. */
export function occasionParts(
  occasion: string,
): { year: string; kind: (typeof KINDS)[number] } | null {
  const found = /^(\d{4})-(UR1|UR2|AR)$/.exec(occasion);
  return found ? { year: found[1]!, kind: found[2] as (typeof KINDS)[number] } : null;
}

/**
 * The occasion that is written about on a day: the annual report of last year until April, the
 * first follow-up until August, the second for the rest of the year.
 */
export function currentOccasion(day: string): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return month <= 4 ? `${year - 1}-AR` : month <= 8 ? `${year}-UR1` : `${year}-UR2`;
}

/** The occasions of a plan up to a day's year, the newest first. */
export function occasionsOf(from: number, to: number, day: string): string[] {
  const year = Number(day.slice(0, 4));
  const last = Math.min(to, Math.max(from, year));
  const found: string[] = [];
  for (let one = last; one >= from; one -= 1) found.push(...KINDS.map((kind) => `${one}-${kind}`));
  return found;
}
