import { useId } from 'preact/hooks';
import { formatFree } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { useWidth } from './measure';
import { linear, ticks } from './scale';

export interface Bar {
  label: string;
  /** Said when one points at it. */
  title: string;
  value: number | null;
  /** Some of it at least was not measured. */
  estimated: boolean;
}

const HEIGHT = 260;
const BOTTOM = 26;
const TOP = 12;
const LABEL_ROOM = 34;

/** Amounts along time; what is estimated, if only in part, is hatched, and what is missing leaves a gap. */
export function BarChart({ bars, label }: { bars: readonly Bar[]; label: string }) {
  const { lang } = useLanguage();
  const [box, width] = useWidth();
  const hatch = useId();
  const values = bars.map((bar) => bar.value ?? 0);
  const top = Math.max(...values, 0);
  const bottom = Math.min(...values, 0);
  const marks = ticks([bottom, top === bottom ? bottom + 1 : top], 5);
  const words = marks.map((mark) => formatFree(mark, lang));
  const left = 14 + Math.max(...words.map((word) => word.length)) * 7;
  const y = linear(
    [Math.min(bottom, marks[0] ?? 0), Math.max(top, marks.at(-1) ?? 1)],
    [HEIGHT - BOTTOM, TOP],
  );
  const room = (width - left) / Math.max(bars.length, 1);
  const thick = Math.max(1, Math.min(room * 0.72, 56));
  const every = Math.max(1, Math.ceil(LABEL_ROOM / room));
  return (
    <div ref={box}>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        width={width}
        height={HEIGHT}
      >
        <defs>
          <pattern
            id={hatch}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect class="hatch-ground" width="6" height="6" />
            <rect class="hatch-line" width="3" height="6" />
          </pattern>
        </defs>
        <g class="grid">
          {marks.map((mark) => (
            <line key={mark} x1={left} x2={width} y1={y(mark)} y2={y(mark)} />
          ))}
        </g>
        {marks.map((mark, index) => (
          <text key={mark} x={left - 8} y={y(mark) + 4} text-anchor="end">
            {words[index]}
          </text>
        ))}
        {bars.map((bar, index) => {
          const x = left + index * room + (room - thick) / 2;
          const value = bar.value ?? 0;
          return (
            <g key={bar.title}>
              <title>{bar.title}</title>
              {bar.value !== null && (
                <rect
                  class={bar.estimated ? 'bar-estimated' : 'bar'}
                  fill={bar.estimated ? `url(#${hatch})` : undefined}
                  x={x}
                  width={thick}
                  y={Math.min(y(value), y(0))}
                  height={Math.abs(y(0) - y(value))}
                />
              )}
              {index % every === 0 && (
                <text x={left + index * room + room / 2} y={HEIGHT - 8} text-anchor="middle">
                  {bar.label}
                </text>
              )}
            </g>
          );
        })}
        <line class="base-line" x1={left} x2={width} y1={y(0)} y2={y(0)} />
      </svg>
    </div>
  );
}
