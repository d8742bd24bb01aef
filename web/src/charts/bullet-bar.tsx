import type { Polarity, Target } from '../api/types';
import { formatShare, formatUnit, formatValue, withUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { linear, paddedDomain } from './scale';

const WIDTH = 168;
const MIDDLE = 14;

/** Base value, actual value, target and where the straight path would be now; better is right. */
export function BulletBar({
  target,
  unit,
  decimals,
  polarity,
  name,
}: {
  target: Target;
  unit: string;
  decimals: number;
  polarity: Polarity;
  name: string;
}) {
  const { t, lang } = useLanguage();
  const { baselineValue: base, currentValue: current, expectedNow: expected } = target;
  if (current === null) return null;
  const known = [target.value, current, base, expected].filter((value) => value !== null);
  const [low, high] = paddedDomain(known, { min: null, max: null }, 0.06);
  const x = linear([low, high], polarity === 'low' ? [WIDTH - 4, 4] : [4, WIDTH - 4]);
  const show = (value: number) =>
    withUnit(formatValue(value, decimals, lang), formatUnit(unit, lang));
  const parts = [
    base !== null &&
      target.baselineYear !== null &&
      `${t.target.base(target.baselineYear)}: ${show(base)}`,
    target.currentYear !== null && `${t.target.current(target.currentYear)}: ${show(current)}`,
    expected !== null &&
      target.currentYear !== null &&
      t.target.expected(show(expected), target.currentYear),
    `${t.target.column(target.year)}: ${show(target.value)}`,
  ].filter(Boolean);
  const start = x(base ?? current);
  const end = x(current);
  return (
    <svg
      class="bullet"
      viewBox={`0 0 ${WIDTH} 28`}
      width={WIDTH}
      height="28"
      role="img"
      aria-label={`${t.target.label}, ${name}. ${parts.join('. ')}.`}
    >
      <title>{parts.join('\n')}</title>
      <line class="bullet-track" x1="2" x2={WIDTH - 2} y1={MIDDLE} y2={MIDDLE} />
      {base !== null && (
        <line class="bullet-way" x1={start} x2={x(target.value)} y1={MIDDLE} y2={MIDDLE} />
      )}
      {base !== null && <line class="bullet-done" x1={start} x2={end} y1={MIDDLE} y2={MIDDLE} />}
      {base !== null && (
        <line class="bullet-base" x1={start} x2={start} y1={MIDDLE - 5} y2={MIDDLE + 5} />
      )}
      {expected !== null && (
        <path class="bullet-expected" d={`M${x(expected)} ${MIDDLE + 6}l4 6h-8z`} />
      )}
      <line
        class="bullet-target"
        x1={x(target.value)}
        x2={x(target.value)}
        y1={MIDDLE - 10}
        y2={MIDDLE + 10}
      />
      <circle class="bullet-now" cx={end} cy={MIDDLE} r="5" />
    </svg>
  );
}

/** "48 % av vägen till målet · borde vara 181 år 2024", or what can be said instead. */
export function targetWords(
  target: Target,
  unit: string,
  decimals: number,
  { t, lang }: Pick<ReturnType<typeof useLanguage>, 't' | 'lang'>,
): string[] {
  if (target.status === 'achieved' && target.currentYear !== null)
    return [t.target.reached(target.currentYear)];
  const words: string[] = [];
  if (target.progress !== null) words.push(t.target.progress(formatShare(target.progress, lang)));
  if (target.expectedNow !== null && target.currentYear !== null && target.progress !== null) {
    words.push(
      t.target.expected(
        withUnit(formatValue(target.expectedNow, decimals, lang), formatUnit(unit, lang)),
        target.currentYear,
      ),
    );
  }
  return words;
}
