import { useState } from 'preact/hooks';
import { apiUrl, type ApiError } from '../api/client';
import type { SavedScenario } from '../api/plan-types';
import { send } from '../api/send';
import type { KeyFigure } from '../api/types';
import { useFresh } from '../api/use-fresh';
import { useAnnounce } from '../components/announcer';
import { ErrorMessage } from '../components/error-message';
import { FormField } from '../components/form-field';
import { formatTime } from '../format/date';
import { useLanguage } from '../i18n/language';
import { useHref } from '../routing/location';
import { requiresAddress, type RequiresState } from '../routing/requires-state';
import { requiresWords } from './words';

/** The address that a saved scenario is opened by: it carries all of it. */
export const savedAddress = (saved: SavedScenario, state: RequiresState): string =>
  requiresAddress(saved.slug ?? '', {
    ...state,
    region: saved.region,
    plan: saved.plan,
    measures: saved.measures,
    value: saved.values[saved.keyFigure] ?? null,
  });

/** Assumptions with a name: saved, opened and removed by those who may edit measures. */
export function SavedScenarios({
  plan,
  figure,
  region,
  year,
  state,
}: {
  plan: string;
  figure: KeyFigure;
  region: string;
  year: number;
  state: RequiresState;
}) {
  const w = requiresWords.useWords().saved;
  const { lang } = useLanguage();
  const href = useHref();
  const announce = useAnnounce();
  const base = apiUrl(`/plans/${plan}/scenarios`);
  const { data, error, again } = useFresh<{ items: SavedScenario[] }>(base);
  const [name, setName] = useState<string | null>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const items = data?.items ?? [];
  const nothing = state.measures.length === 0 && state.value === null;
  const act = async (work: () => Promise<unknown>, told: string) => {
    setFailure(null);
    try {
      await work();
      setName(null);
      announce(told);
      again();
    } catch (fault) {
      setFailure(fault as ApiError);
    }
  };
  const save = () =>
    act(
      () =>
        send('POST', base, {
          language: lang,
          body: {
            name,
            keyFigure: figure.id,
            region,
            year,
            measures: state.measures,
            values: state.value === null ? {} : { [figure.id]: state.value },
          },
        }),
      w.done,
    );
  return (
    <section class="section" aria-labelledby="saved">
      <h2 id="saved">{w.title}</h2>
      {error && <ErrorMessage error={error} onRetry={again} />}
      {failure && <ErrorMessage error={failure} />}
      {data && items.length === 0 && <p class="muted">{w.none}</p>}
      {items.length > 0 && (
        <ul class="saved">
          {items.map((one) => (
            <li key={one.id}>
              {one.slug ? <a href={href(savedAddress(one, state))}>{one.name}</a> : one.name}
              <span class="small">
                {w.by(one.year, one.savedBy, formatTime(one.savedAt))}
              </span>
              <button
                type="button"
                class="quiet"
                aria-label={w.removeOf(one.name)}
                onClick={() =>
                  act(() => send('DELETE', `${base}/${one.id}`, { language: lang }), w.removed)
                }
              >
                {w.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
      {name === null ? (
        <p class="actions">
          <button type="button" disabled={nothing} onClick={() => setName('')}>
            {w.save}
          </button>
          {nothing && <span class="small">{w.nothing}</span>}
        </p>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim()) void save();
          }}
        >
          <FormField label={w.name} value={name} onInput={setName} />
          <p class="actions">
            <button type="submit" class="primary" disabled={!name.trim()}>
              {w.confirm}
            </button>
            <button type="button" class="quiet" onClick={() => setName(null)}>
              {w.cancel}
            </button>
          </p>
        </form>
      )}
    </section>
  );
}
