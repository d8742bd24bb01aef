import { useMemo } from 'preact/hooks';
import { findRegion, useReference } from '../api/reference';
import type { KeyFigure } from '../api/types';
import { ColourNote } from '../components/colour-note';
import { CompareControls } from '../components/compare-controls';
import { CompareLines } from '../components/compare-lines';
import { CompareMatrix } from '../components/compare-matrix';
import { ComparePeriod } from '../components/compare-period';
import { CompareSlopes } from '../components/compare-slopes';
import { PageHead } from '../components/page-head';
import { useLanguage } from '../i18n/language';
import { figureState, figureYears } from '../model/figure-years';
import { spanOf } from '../model/period';
import { compareAddress, parseCompare, type CompareState } from '../routing/compare-state';
import { useRouter } from '../routing/location';

/** S10: a few regions side by side. */
export function Compare() {
  const { t } = useLanguage();
  const reference = useReference();
  const { query, go } = useRouter();
  const state = useMemo(() => parseCompare(query), [query]);
  const figures = useMemo(
    () => chosenFigures(state, reference.keyFigures),
    [state, reference.keyFigures],
  );
  const regions = state.regions.flatMap((code) => findRegion(reference, code) ?? []);
  const years = [...new Set(figures.flatMap((figure) => figureYears(figure)))].sort(
    (a, b) => a - b,
  );
  const span = spanOf(state, years);
  const change = (next: CompareState) => go(compareAddress(next), { replace: true });
  const names = regions.map((region) => region.shortName).join(', ');
  const ready = regions.length >= 2 && figures.length > 0;
  return (
    <>
      <PageHead
        title={t.compare.title}
        eyebrow={t.compare.lead}
        windowTitle={
          names
            ? `${t.compare.title}: ${names}${span ? ` ${span.from}–${span.to}` : ''}`
            : t.compare.title
        }
      />
      <CompareControls state={state} figures={figures} regions={regions} onChange={change} />
      {regions.length < 2 && <p class="message">{t.compare.few}</p>}
      {regions.length >= 2 && figures.length === 0 && <p class="message">{t.compare.noFigures}</p>}
      {ready && state.view !== 'linjer' && <ColourNote />}
      {ready && state.view === 'matris' && (
        <CompareMatrix figures={figures} regions={regions} year={state.year} />
      )}
      {ready && state.view === 'linjer' && span && (
        <CompareLines figures={figures} regions={regions} span={span} />
      )}
      {ready && state.view === 'rangskifte' && span && (
        <CompareSlopes figures={figures} regions={regions} span={span} />
      )}
      {ready && <ComparePeriod state={state} span={span} years={years} onChange={change} />}
    </>
  );
}

/** Those in the address, else the national ones that can be ranked. */
function chosenFigures(state: CompareState, all: KeyFigure[]): KeyFigure[] {
  if (state.figures.length === 0) {
    return all.filter((figure) => figure.inComparison && figureState(figure) === 'full');
  }
  return state.figures.flatMap((slug) => all.find((figure) => figure.slug === slug) ?? []);
}
