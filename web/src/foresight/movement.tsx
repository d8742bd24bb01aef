import { useEffect } from 'preact/hooks';
import { apiUrl } from '../api/client';
import type { Movement } from '../api/foresight-types';
import type { Comparison, KeyFigure, ValueSeries } from '../api/types';
import { useResource } from '../api/use-resource';
import { ErrorMessage } from '../components/error-message';
import { Pending } from '../components/pending';
import { SelectField } from '../components/select-field';
import { figureYears } from '../model/figure-years';
import { movementYears, printedIn, rankedIn, rankedSeries } from '../model/movement';
import { MAX_YEARS } from '../routing/overview-state';
import { MovementView } from './movement-view';
import { foresightWords } from './words';

export interface Moved {
  from: number | null;
  to: number | null;
}

/** The years that can be compared: ranked in one series, else those with a printed rank. */
function useYears(figure: KeyFigure, region: string, series: string | null) {
  const ranked = rankedSeries(figure, series === 'printed' ? null : series);
  const values = useResource<ValueSeries>(
    ranked && apiUrl(`/key-figures/${figure.id}/series`, { regions: region, series: ranked }),
  );
  const printed = useResource<Comparison>(
    ranked
      ? null
      : apiUrl('/comparison', {
          region,
          years: figureYears(figure)
            .slice(0, MAX_YEARS)
            .sort((a, b) => a - b)
            .join(','),
        }),
  );
  if (ranked)
    return {
      error: values.error,
      years: values.data && rankedIn(figure, ranked, values.data, region),
      wide: false,
    };
  return {
    error: printed.error,
    years: printed.data && printedIn(printed.data, figure.id),
    wide: true,
  };
}

/** Why the rank changed between two years, in parts that add up. */
export function MovementSection({
  figure,
  region,
  year,
  series,
  scheme,
  moved,
  onMoved,
  onReady,
}: {
  figure: KeyFigure;
  region: string;
  year: number | null;
  series: string | null;
  scheme: string;
  moved: Moved;
  onMoved: (moved: Moved) => void;
  /** Told once there is nothing more to wait for: what follows may show itself then. */
  onReady?: (movement: Movement | null) => void;
}) {
  const w = foresightWords.useWords();
  const { years, wide, error: noYears } = useYears(figure, region, series);
  const chosen = years && movementYears(years, moved, year, wide);
  const { data, error, retry } = useResource<Movement>(
    chosen &&
      apiUrl(`/key-figures/${figure.id}/movement`, {
        region,
        from: chosen.from,
        to: chosen.to,
        series,
        scheme: scheme === 'fjardedelar' ? 'quartiles' : null,
      }),
  );
  const waiting = !data && !error && !noYears && (chosen !== null || !years);
  useEffect(() => {
    if (!waiting) onReady?.(chosen ? data : null);
  }, [waiting, data]);
  const options = (list: readonly number[]) =>
    list.map((one) => ({ value: String(one), label: String(one) }));
  return (
    <section class="section" aria-labelledby="movement">
      <h2 id="movement">{w.movement.title}</h2>
      {years && chosen && (
        <div class="controls-inline pair">
          <SelectField
            label={w.movement.from}
            value={String(chosen.from)}
            options={options(years.filter((one) => one < (years.at(-1) ?? 0)))}
            onChange={(one) =>
              onMoved({
                from: Number(one),
                to: Number(one) < chosen.to ? chosen.to : (years.at(-1) ?? chosen.to),
              })
            }
          />
          <SelectField
            label={w.movement.to}
            value={String(chosen.to)}
            options={options(years.filter((one) => one > chosen.from))}
            onChange={(one) => onMoved({ from: chosen.from, to: Number(one) })}
          />
        </div>
      )}
      {years && !chosen && <p class="message">{w.movement.tooFew}</p>}
      {(error ?? noYears) && <ErrorMessage error={(error ?? noYears)!} onRetry={retry} />}
      {waiting && <Pending shape="lines" />}
      {data && chosen && <MovementView movement={data} />}
    </section>
  );
}
