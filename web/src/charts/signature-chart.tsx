import type { Signature } from '../api/energy-types';
import { formatFree } from '../format/amount';
import { formatMonth } from '../format/period';
import { useLanguage } from '../i18n/language';
import { useWidth } from './measure';
import { linear, ticks } from './scale';

const HEIGHT = 280;
const TOP = 12;
const BOTTOM = 44;
const RIGHT = 12;

/** Months as dots, colder to the right, and the signature as a line that breaks once. */
export function SignatureChart({
  data,
  label,
  axis,
}: {
  data: Signature;
  label: string;
  axis: string;
}) {
  const { lang } = useLanguage();
  const [box, width] = useWidth();
  const coldest = Math.max(...data.months.map((one) => one.degreeDays), 1);
  const fitted = (cold: number) =>
    data.baseLoad + data.slope * Math.max(0, cold - (data.changePoint ?? 0));
  const marks = ticks([0, Math.max(...data.months.map((one) => one.use), fitted(coldest))], 5);
  const words = marks.map((mark) => formatFree(mark, lang));
  const left = 14 + Math.max(...words.map((word) => word.length)) * 7;
  const x = linear([0, coldest], [left, width - RIGHT]);
  const y = linear(
    [0, Math.max(marks.at(-1) ?? 1, fitted(coldest), ...data.months.map((one) => one.use))],
    [HEIGHT - BOTTOM, TOP],
  );
  const corners = [0, data.changePoint ?? 0, coldest].map((cold) => `${x(cold)} ${y(fitted(cold))}`);
  return (
    <div ref={box}>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        width={width}
        height={HEIGHT}
      >
        <g class="grid">
          {marks.map((mark) => (
            <line key={mark} x1={left} x2={width - RIGHT} y1={y(mark)} y2={y(mark)} />
          ))}
        </g>
        {marks.map((mark, index) => (
          <text key={mark} x={left - 8} y={y(mark) + 4} text-anchor="end">
            {words[index]}
          </text>
        ))}
        {ticks([0, coldest], 6).map((mark) => (
          <text key={mark} x={x(mark)} y={HEIGHT - BOTTOM + 18} text-anchor="middle">
            {formatFree(mark, lang)}
          </text>
        ))}
        <text x={(left + width - RIGHT) / 2} y={HEIGHT - 6} text-anchor="middle">
          {axis}
        </text>
        <line class="base-line" x1={left} x2={width - RIGHT} y1={y(0)} y2={y(0)} />
        <path class="own-line" d={`M${corners.join('L')}`} />
        {data.months.map((one) => (
          <circle
            key={one.period}
            class="own-dot"
            cx={x(one.degreeDays)}
            cy={y(one.use)}
            r={4}
          >
            <title>{`${formatMonth(one.period, lang)}: ${formatFree(one.use, lang, 1)}`}</title>
          </circle>
        ))}
      </svg>
    </div>
  );
}
