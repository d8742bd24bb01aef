import { useReference } from '../api/reference';
import type { KeyFigure } from '../api/types';
import { compareNames } from '../format/collate';
import { useLanguage } from '../i18n/language';
import { figureYears } from '../model/figure-years';
import { FIGURE_VIEWS, SERIES, figureAddress, type FigureState } from '../routing/figure-state';
import { ChoiceLinks } from './choice-links';
import { SelectField } from './select-field';

/** Year, region, division, series and the kind of picture. */
export function FigureControls({
  figure,
  state,
  year,
  region,
  onChange,
}: {
  figure: KeyFigure;
  state: FigureState;
  year: number;
  region: string;
  onChange: (state: FigureState) => void;
}) {
  const { t, text } = useLanguage();
  const { regions } = useReference();
  const path = `/nyckeltal/${figure.slug}`;
  const sorted = [...regions].sort((a, b) => compareNames(a.name, b.name));
  const known = figureYears(figure, state.series);
  const years = known.includes(year) ? known : [year, ...known].sort((a, b) => b - a);
  return (
    <section class="controls" aria-label={t.figure.view}>
      <SelectField
        label={t.figure.thisYear}
        value={String(year)}
        options={years.map((one) => ({ value: String(one), label: String(one) }))}
        onChange={(one) => onChange({ ...state, year: Number(one) })}
      />
      <SelectField
        label={t.region}
        value={region}
        options={sorted.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(code) =>
          onChange({ ...state, region: code, pins: state.pins.filter((pin) => pin !== code) })
        }
      />
      <ChoiceLinks
        label={t.figure.view}
        choices={FIGURE_VIEWS.map((view) => ({
          label: t.figure.views[view],
          current: state.view === view,
          href: figureAddress(path, { ...state, view }),
        }))}
      />
      <SelectField
        label={t.scheme.label}
        value={state.scheme}
        options={[
          { value: 'tredjedelar', label: t.scheme.thirds },
          { value: 'fjardedelar', label: t.scheme.quartiles },
        ]}
        onChange={(scheme) =>
          onChange({ ...state, scheme: scheme === 'fjardedelar' ? 'fjardedelar' : 'tredjedelar' })
        }
      />
      {figure.series.length > 1 && (
        <SelectField
          label={t.figure.series}
          value={state.series ?? ''}
          options={[
            { value: '', label: t.figure.seriesAuto },
            ...figure.series.map((one) => ({ value: one.series, label: text(one.label) })),
          ]}
          onChange={(series) =>
            onChange({ ...state, series: SERIES.find((name) => name === series) ?? null })
          }
        />
      )}
    </section>
  );
}
