import type { KeyFigure } from '../api/types';
import { figureState } from '../model/figure-years';
import { figureAddress, type FigureState } from '../routing/figure-state';
import { useRouter } from '../routing/location';
import { CertaintySection } from './certainty';
import { MovementSection } from './movement';
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
    <foresightWords.Words quiet>
      <Parts {...props} />
    </foresightWords.Words>
  );
}

function Parts({ figure, region, year, state }: Props) {
  const { go } = useRouter();
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
        <CertaintySection figure={figure} region={region} year={year} state={state} />
      )}
    </>
  );
}
