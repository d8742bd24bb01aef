import { useReference } from '../api/reference';
import type { KeyFigure, Region } from '../api/types';
import { useLanguage } from '../i18n/language';
import { figureState, figureYears } from '../model/figure-years';
import { similarRegions } from '../model/similar-regions';
import {
  COMPARE_VIEWS,
  MAX_FIGURES,
  MAX_REGIONS,
  compareAddress,
  type CompareState,
} from '../routing/compare-state';
import { ChoiceLinks } from './choice-links';
import { RegionPicker } from './region-picker';
import { SelectField } from './select-field';

/** Which regions and key figures, and how they are shown. */
export function CompareControls({
  state,
  figures,
  regions,
  onChange,
}: {
  state: CompareState;
  figures: KeyFigure[];
  regions: Region[];
  onChange: (state: CompareState) => void;
}) {
  const { t, text } = useLanguage();
  const reference = useReference();
  const own = state.regions[0] ?? reference.info.site.region;
  const ownName = reference.regions.find((region) => region.code === own)?.name ?? own;
  const slugs = figures.map((figure) => figure.slug);
  const open = reference.keyFigures.filter(
    (figure) => !slugs.includes(figure.slug) && figureState(figure) !== 'none',
  );
  const years = [...new Set(figures.flatMap((figure) => figureYears(figure)))].sort(
    (a, b) => b - a,
  );
  const preset = () =>
    onChange({
      ...state,
      regions: [own, ...similarRegions(reference.regions, own, 3).map((region) => region.code)],
    });
  return (
    <section class="controls compare-controls" aria-label={t.compare.title}>
      <Chosen
        label={t.compare.regions}
        items={regions.map((region) => ({ id: region.code, name: region.shortName }))}
        onRemove={(code) =>
          onChange({ ...state, regions: state.regions.filter((one) => one !== code) })
        }
      />
      {regions.length < MAX_REGIONS && (
        <RegionPicker
          label={t.compare.add}
          value=""
          without={state.regions}
          onPick={(code) => onChange({ ...state, regions: [...state.regions, code] })}
        />
      )}
      <div class="field">
        <span class="field-label">{t.compare.similarText(ownName)}</span>
        <button type="button" onClick={preset}>
          {t.compare.similar}
        </button>
      </div>
      <Chosen
        label={t.compare.figures}
        items={figures.map((figure) => ({ id: figure.slug, name: text(figure.shortName) }))}
        onRemove={(slug) => onChange({ ...state, figures: slugs.filter((one) => one !== slug) })}
      />
      {figures.length < MAX_FIGURES && open.length > 0 && (
        <SelectField
          label={t.compare.addFigure}
          value=""
          options={[
            { value: '', label: t.compare.choose },
            ...open.map((figure) => ({ value: figure.slug, label: text(figure.name) })),
          ]}
          onChange={(slug) => slug && onChange({ ...state, figures: [...slugs, slug] })}
        />
      )}
      <ChoiceLinks
        label={t.compare.view}
        choices={COMPARE_VIEWS.map((view) => ({
          label: t.compare.views[view],
          current: state.view === view,
          href: compareAddress({ ...state, view }),
        }))}
      />
      {state.view === 'matris' && (
        <SelectField
          label={t.year}
          value={state.year === null ? '' : String(state.year)}
          options={[
            { value: '', label: t.compare.latest },
            ...years.map((year) => ({ value: String(year), label: String(year) })),
          ]}
          onChange={(year) => onChange({ ...state, year: year ? Number(year) : null })}
        />
      )}
    </section>
  );
}

function Chosen({
  label,
  items,
  onRemove,
}: {
  label: string;
  items: { id: string; name: string }[];
  onRemove: (id: string) => void;
}) {
  const { t } = useLanguage();
  if (items.length === 0) return null;
  return (
    <div class="field chosen">
      <span class="field-label">{label}</span>
      <ul class="chips" aria-label={label}>
        {items.map((item) => (
          <li key={item.id} class="chip">
            {item.name}
            <button
              type="button"
              aria-label={t.compare.remove(item.name)}
              onClick={() => onRemove(item.id)}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
