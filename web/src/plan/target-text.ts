import type { PlanTarget } from '../api/follow-types';
import { formatExact, formatUnit, withUnit } from '../format/number';
import type { Language } from '../i18n/language';
import type { PlanWords } from '../i18n/plan-sv';

/** A number with its unit, as exact as it was given. */
export const amount = (value: number, unit: string | null, lang: Language): string =>
  unit
    ? withUnit(formatExact(value, 0, lang), formatUnit(unit, lang))
    : formatExact(value, 0, lang);

/** What is to be reached, without the year: "högst 176 kWh/m²", "ska minska". */
function aim(target: PlanTarget, unit: string | null, w: PlanWords, lang: Language): string {
  const { value, low, high, direction } = target;
  const show = (one: number) => amount(one, unit, lang);
  if (value !== null) {
    if (direction === 'increase') return w.atLeast(show(value));
    if (direction === 'decrease') return w.atMost(show(value));
    return show(value);
  }
  if (low !== null && high !== null) return w.range(show(low), show(high));
  if (low !== null) return w.atLeast(show(low));
  if (high !== null) return w.atMost(show(high));
  return direction ? w.directions[direction] : '';
}

/** A target in words; what nobody has decided yet says so. */
export function targetText(
  target: PlanTarget,
  unit: string | null,
  w: PlanWords,
  lang: Language,
): string {
  if (target.undetermined) return w.undetermined;
  const when = target.year === null ? w.overTime : String(target.year);
  const words = w.targetLine(aim(target, unit, w, lang), when);
  return target.averaging > 1 ? `${words} (${w.averaged(target.averaging)})` : words;
}
