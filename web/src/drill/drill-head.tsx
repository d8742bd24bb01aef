import type { Step } from '../api/drill-types';
import type { KeyFigure } from '../api/types';
import { CopyButton } from '../components/copy-button';
import { PageHead } from '../components/page-head';
import { SelectField } from '../components/select-field';
import { useLanguage } from '../i18n/language';
import { drillYears } from '../model/drill';
import { at, drillAddress, type DrillState } from '../routing/drill-state';
import { useRouter } from '../routing/location';
import { drillWords } from './words';

/** Where in the tree one is: every level above is a link. */
export function DrillHead({
  figure,
  state,
  steps,
  region,
}: {
  figure: KeyFigure;
  state: DrillState;
  steps: readonly Step[];
  region: string;
}) {
  const w = drillWords.useWords();
  const { t, text } = useLanguage();
  const { go } = useRouter();
  const name = text(figure.name);
  // The API may begin its path with the region; the crumbs begin with it anyway.
  const places = steps.filter((step) => step.level !== 'region');
  const nameAt = (index: number) => places[index]?.name || state.path[index] || '';
  const last = state.path.length - 1;
  const top = w.title(name, state.year);
  const title = last >= 0 ? nameAt(last) : top;
  const level = places[last]?.level;
  return (
    <>
      <PageHead
        key={state.path.join('/')}
        title={title}
        windowTitle={`${last >= 0 ? `${title} – ` : ''}${top} – ${region}`}
        eyebrow={last >= 0 && level ? `${w.levels[level]} · ${name} · ${state.year}` : `${region}`}
        crumbs={[
          { name: t.menu.figures, href: '/nyckeltal' },
          { name, href: `/nyckeltal/${figure.slug}` },
          ...(last >= 0
            ? [{ name: `${region} ${state.year}`, href: drillAddress(at(state, [])) }]
            : []),
          ...state.path.slice(0, -1).map((_, index) => ({
            name: nameAt(index),
            href: drillAddress(at(state, state.path.slice(0, index + 1))),
          })),
        ]}
      >
        {last < 0 && <p class="lead">{w.lead}</p>}
      </PageHead>
      <section class="controls-inline drill-controls no-print" aria-label={t.year}>
        <SelectField
          label={t.year}
          value={String(state.year)}
          options={drillYears(figure, state.year).map((year) => ({
            value: String(year),
            label: String(year),
          }))}
          onChange={(year) => go(drillAddress({ ...state, year: Number(year) }))}
        />
        <CopyButton label={w.copyLink} text={() => window.location.href} />
      </section>
    </>
  );
}
