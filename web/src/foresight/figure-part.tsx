import type { KeyFigure } from '../api/types';
import { figureState } from '../model/figure-years';
import { address } from '../routing/address';
import { figureAddress, type FigureState } from '../routing/figure-state';
import { useHref, useRouter } from '../routing/location';
import { CertaintySection } from './certainty';
import { MovementSection } from './movement';
import { SimilarSection } from './similar';
import { foresightWords } from './words';

interface Props {
  figure: KeyFigure;
  region: string;
  year: number | null;
  state: FigureState;
}

/** What a key figure's page says beyond the ranking: why it moved and how sure it is. */
export function ForesightPart(props: Props) {
  return (
    <foresightWords.Words>
      <Parts {...props} />
    </foresightWords.Words>
  );
}

function Parts({ figure, region, year, state }: Props) {
  const w = foresightWords.useWords();
  const { go } = useRouter();
  const href = useHref();
  const full = figureState(figure) === 'full';
  return (
    <>
      <MovementSection
        figure={figure}
        region={region}
        year={year}
        series={state.series}
        scheme={state.scheme}
        moved={state.moved}
        onMoved={(moved) =>
          go(figureAddress(`/nyckeltal/${figure.slug}`, { ...state, moved }), { replace: true })
        }
      />
      {full && year !== null && (
        <>
          <CertaintySection figure={figure} region={region} year={year} state={state} />
          <SimilarSection figure={figure} region={region} year={year} state={state} />
        </>
      )}
      <p class="section">
        <a
          class="go"
          href={href(
            address(`/nyckeltal/${figure.slug}/vad-kravs`, {
              region: state.region,
              ar: state.year,
            }),
          )}
        >
          {w.requires}
        </a>
      </p>
    </>
  );
}
