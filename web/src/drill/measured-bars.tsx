import { BarChart, type Bar } from '../charts/bar-chart';
import { drillWords } from './words';

/** Amounts along time, with a key to the hatching when some of them are estimated. */
export function MeasuredBars({
  bars,
  label,
  estimated,
}: {
  bars: readonly Bar[];
  label: string;
  /** What a hatched bar is called: estimated, or estimated in part. */
  estimated: string;
}) {
  const w = drillWords.useWords();
  return (
    <>
      {bars.some((bar) => bar.estimated) && (
        <p class="chart-key">
          <span>
            <i class="key-bar" />
            {w.measured}
          </span>
          <span>
            <i class="key-hatch" />
            {estimated}
          </span>
        </p>
      )}
      <BarChart bars={bars} label={label} />
    </>
  );
}
