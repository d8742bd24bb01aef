import type { Certainty } from '../api/foresight-types';
import type { KeyFigure } from '../api/types';
import { useResource } from '../api/use-resource';
import { ChartFrame } from '../charts/chart-frame';
import { RankIntervals } from '../charts/rank-intervals';
import { certaintyUrl } from '../components/ranking-view';
import { SureMark } from '../components/sure-mark';
import { formatCount } from '../format/amount';
import { formatShare } from '../format/number';
import { useLanguage } from '../i18n/language';
import type { FigureState } from '../routing/figure-state';
import { CertaintyTable } from './certainty-table';
import { ClassOdds } from './class-odds';
import { foresightWords } from './words';

/** How sure ranks and colours are: the interval of every region, and the odds of the own one. */
export function CertaintySection({
  figure,
  region,
  year,
  state,
}: {
  figure: KeyFigure;
  region: string;
  year: number;
  state: FigureState;
}) {
  const w = foresightWords.useWords();
  const { t, text, lang } = useLanguage();
  const { data } = useResource<Certainty>(certaintyUrl(figure, region, year, state));
  if (!data || data.n < 2) return null;
  const own = data.rows.find((row) => row.region === region);
  const level = formatShare(data.level, lang);
  const draws = formatCount(data.draws, lang);
  const title = w.certainty.chart(text(data.name), data.year);
  return (
    <section class="section" aria-labelledby="certainty">
      <h2 id="certainty">{w.certainty.title}</h2>
      <p class="lead">{text(data.text)}</p>
      <div class="foresight-grid">
        <ChartFrame
          title={title}
          subtitle={w.certainty.subtitle(level, draws)}
          source={data.processingText ? text(data.processingText) : t.ownProcessing}
          file={`${figure.slug}-sakerhet-${data.year}`}
          table={<CertaintyTable certainty={data} region={region} caption={title} />}
        >
          <RankIntervals certainty={data} region={region} label={title} />
        </ChartFrame>
        {own?.classProbability && (
          <div class="card">
            <h3>{own.name}</h3>
            <p class="odds-lead">
              {own.sure !== null && <SureMark sure={own.sure} />}{' '}
              {w.certainty.interval(own.rankLow, own.rankHigh, data.n, level)}
            </p>
            <ClassOdds
              odds={own.classProbability}
              scheme={data.scheme}
              caption={w.certainty.probabilityOf(own.name)}
            />
            <details>
              <summary>{w.certainty.how}</summary>
              <p>{w.certainty.method(draws, level)}</p>
              <p>{text(data.errors.text)}</p>
              <p>{w.certainty.limit}</p>
            </details>
          </div>
        )}
      </div>
    </section>
  );
}
