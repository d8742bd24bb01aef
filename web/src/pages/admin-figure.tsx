import { useState } from 'preact/hooks';
import { DefinitionEditor } from '../admin/definition-editor';
import { AdminHead, AdminPage } from '../admin/frame';
import { Done } from '../admin/note';
import { adminWords } from '../admin/words';
import type { Definition, DefinitionVersion } from '../api/admin-types';
import { apiUrl } from '../api/client';
import { useReference } from '../api/reference';
import { useFresh } from '../api/use-fresh';
import { ErrorMessage } from '../components/error-message';
import { FactList } from '../components/fact-list';
import { Pending } from '../components/pending';
import { formatTime } from '../format/date';
import { formatUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { importWords } from '../imports/words';
import { formOf, PARTS, wordsIn, wordsNow, type DefinitionForm } from '../model/definition-form';
import { may, useSession } from '../session/session';

/** S15: one definition, its changes, and what a change would do. */
export function AdminFigure({ id }: { id: string }) {
  return (
    <AdminPage area="figures" permission="source.read">
      <importWords.Words>
        <FigurePage id={id} />
      </importWords.Words>
    </AdminPage>
  );
}

function FigurePage({ id }: { id: string }) {
  const { figures: d } = adminWords.useWords();
  const { text, lang } = useLanguage();
  const { session } = useSession();
  const { reread } = useReference();
  const url = apiUrl(`/key-figures/${encodeURIComponent(id)}/definition`);
  const { data, etag, error, again } = useFresh<Definition>(url);
  const [form, setForm] = useState<DefinitionForm | null>(null);
  const [kept, setKept] = useState(false);
  const mayEdit = may(session, 'target.edit');
  const open = (next: DefinitionForm) => {
    setKept(false);
    setForm(next);
  };
  return (
    <>
      <AdminHead area="figures" title={data ? text(data.name) : id} />
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="lines" />}
      {kept && <Done>{d.kept}</Done>}
      {data && form && (
        <DefinitionEditor
          url={url}
          etag={etag ?? ''}
          known={data}
          form={form}
          onForm={setForm}
          onDone={(saved) => {
            setForm(null);
            setKept(saved);
            again();
            if (saved) reread();
          }}
        />
      )}
      {data && !form && (
        <div class="narrow">
          <FactList
            facts={[
              [d.parts.name, text(data.name)],
              [d.parts.definition, text(data.definition)],
              [d.unit, formatUnit(data.unit, lang)],
              [d.decimals, String(data.decimals)],
              [d.direction, d.directions[data.polarity]],
            ]}
          />
          {mayEdit && (
            <p class="actions">
              <button type="button" class="primary" onClick={() => open(formOf(wordsNow(data)))}>
                {d.edit}
              </button>
              {data.history.length > 0 && (
                <button
                  type="button"
                  onClick={() => open({ ...formOf(data.shipped), reason: d.shippedReason })}
                >
                  {d.restoreShipped}
                </button>
              )}
            </p>
          )}
          <History known={data} onRestore={mayEdit ? open : null} />
        </div>
      )}
    </>
  );
}

/** Every change, the newest first, each with its way back. */
function History({
  known,
  onRestore,
}: {
  known: Definition;
  onRestore: ((form: DefinitionForm) => void) | null;
}) {
  const { figures: d } = adminWords.useWords();
  const { text } = useLanguage();
  const said = (version: DefinitionVersion) =>
    PARTS.flatMap((part): [string, string][] => {
      if (version[part] === null) return [];
      if (part === 'polarity') return [[d.direction, d.directions[version.polarity ?? 'none']]];
      if (part === 'decimals') return [[d.decimals, String(version.decimals)]];
      const words = version[part];
      return words ? [[d.parts[part], text(words)]] : [];
    });
  return (
    <section class="section">
      <h2>{d.history}</h2>
      {known.history.length === 0 && <p>{d.noHistory}</p>}
      <ol class="plain stack">
        {known.history.map((version, at) => {
          const parts = said(version);
          const when = formatTime(version.recordedAt);
          return (
            <li key={version.recordedAt} class="card">
              <p>
                <strong>{when}</strong>
                {version.actor && (
                  <>
                    {' '}
                    · <bdi>{version.actor}</bdi>
                  </>
                )}
              </p>
              <p>
                <bdi>{version.reason}</bdi>
              </p>
              {parts.length > 0 ? <FactList facts={parts} /> : <p class="muted">{d.asShipped}</p>}
              {onRestore && at > 0 && (
                <button
                  type="button"
                  class="quiet"
                  onClick={() =>
                    onRestore({
                      ...formOf(wordsIn(version, known.shipped)),
                      reason: d.restoredReason(when),
                    })
                  }
                >
                  {d.restore} <span class="visually-hidden">{when}</span>
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
