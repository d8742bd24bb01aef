import { useId } from 'preact/hooks';
import type { CostCurve } from '../api/plan-types';
import { formatCount, formatFree } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { useWidth } from './measure';
import { linear, ticks } from './scale';

const HEIGHT = 280;
const BOTTOM = 30;
const TOP = 16;

/** One block per measure, cheapest first: its width is tonnes, its height the cost of one. */
export function CostCurveChart({ curve, label }: { curve: CostCurve; label: string }) {
  const { lang } = useLanguage();
  const [box, width] = useWidth();
  const hatch = useId();
  const costs = curve.steps.map((step) => step.costPerTonne);
  const high = Math.max(...costs, 0);
  const low = Math.min(...costs, 0);
  const marks = ticks([low, high === low ? low + 1 : high], 5);
  const words = marks.map((mark) => formatCount(mark, lang));
  const left = 14 + Math.max(...words.map((word) => word.length)) * 7;
  const end = curve.steps.at(-1)?.to ?? 1;
  const x = linear([0, end], [left, width - 16]);
  const y = linear([low, high === low ? low + 1 : high], [HEIGHT - BOTTOM, TOP]);
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
            <line key={mark} x1={left} x2={width - 16} y1={y(mark)} y2={y(mark)} />
          ))}
        </g>
        {marks.map((mark, index) => (
          <text key={mark} x={left - 8} y={y(mark) + 4} text-anchor="end">
            {words[index]}
          </text>
        ))}
        {curve.steps.map((step) => {
          const wide = x(step.to) - x(step.from);
          const saving = step.costPerTonne < 0;
          return (
            <g key={step.id}>
              <title>{`${step.name}: ${formatCount(step.costPerTonne, lang)}`}</title>
              <rect
                class={saving ? 'curve-saving' : 'curve-bar'}
                fill={saving ? `url(#${hatch})` : undefined}
                x={x(step.from)}
                width={Math.max(wide, 1)}
                y={Math.min(y(step.costPerTonne), y(0))}
                height={Math.max(Math.abs(y(0) - y(step.costPerTonne)), 1)}
              />
              {wide > step.name.length * 6.6 && (
                <text
                  class="halo"
                  x={x(step.from) + wide / 2}
                  y={Math.min(y(step.costPerTonne), y(0)) - 5}
                  text-anchor="middle"
                >
                  {step.name}
                </text>
              )}
            </g>
          );
        })}
        <line class="base-line" x1={left} x2={width - 16} y1={y(0)} y2={y(0)} />
        {ticks([0, end], 5).map((mark) => (
          <text key={mark} x={x(mark)} y={HEIGHT - 8} text-anchor="middle">
            {formatFree(mark, lang)}
          </text>
        ))}
      </svg>
    </div>
  );
}
