// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { useState } from 'preact/hooks';
import { FactorEditor } from '../admin/factor-editor';
import { AdminHead, AdminPage } from '../admin/frame';
import { Done } from '../admin/note';
import { adminWords } from '../admin/words';
import type { Factor } from '../api/admin-types';
import { apiUrl } from '../api/client';
import { useFresh } from '../api/use-fresh';
import { CardTable, head, numberHead } from '../components/card-table';
import { ErrorMessage } from '../components/error-message';
import { FormField } from '../components/form-field';
import { Pending } from '../components/pending';
import { Tag } from '../components/tag';
import { formatCount } from '../format/amount';
import { formatStored } from '../format/number';
import { useLanguage } from '../i18n/language';
import { importWords } from '../imports/words';
import { EMPTY_FACTOR, findFactors, type FactorForm } from '../model/factor-form';
import { useHref } from '../routing/location';
import { may, useSession } from '../session/session';

const AT_ONCE = 40;

/** S15: what amounts are turned into emissions with, since when, and on whose word. */
export function Factors() {
  return (
    <AdminPage area="factors" permission="source.read">
      <importWords.Words>
        <FactorsPage />
      </importWords.Words>
    </AdminPage>
  );
}

function FactorsPage() {
  const { factors: f } = adminWords.useWords();
  const { lang } = useLanguage();
  const href = useHref();
  const { session } = useSession();
  const { data, error, again } = useFresh<{ items: Factor[] }>(apiUrl('/factors'));
  const [editing, setEditing] = useState<FactorForm | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [shown, setShown] = useState(AT_ONCE);
  const mayEdit = may(session, 'target.edit') && may(session, 'import.send');
  const found = findFactors(data?.items ?? [], typed);
  const edit = (form: FactorForm) => {
    setSaved(null);
    setEditing(form);
  };
  return (
    <>
      <AdminHead area="factors">
        <p class="lead">{f.lead}</p>
        {mayEdit && !editing && (
          <p class="actions">
            <button type="button" class="primary" onClick={() => edit(EMPTY_FACTOR)}>
              {f.set}
            </button>
          </p>
        )}
      </AdminHead>
      {saved && (
        <>
          <Done>{f.saved}</Done>
          <a class="go" href={href(`/import/korningar/${saved}`)}>
            {f.toImport}
          </a>
        </>
      )}
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="table" />}
      {editing && (
        <FactorEditor
          form={editing}
          onForm={setEditing}
          onDone={(batch) => {
            setEditing(null);
            setSaved(batch);
            if (batch) again();
          }}
        />
      )}
      {data && !editing && (
        <>
          <div class="narrow">
            <FormField label={f.search} value={typed} onInput={setTyped} />
          </div>
          <p role="status" class="muted">
            {f.count(formatCount(found.length, lang))}
          </p>
          {found.length === 0 ? (
            <p class="message">{f.none}</p>
          ) : (
            <FactorTable
              factors={found.slice(0, shown)}
              onReplace={
                mayEdit
                  ? (factor) =>
                      edit({
                        ...EMPTY_FACTOR,
                        item: factor.item,
                        measure: factor.measure,
                        unit: factor.unit,
                        validFrom: factor.validFrom === null ? '' : String(factor.validFrom),
                      })
                  : null
              }
            />
          )}
          {found.length > shown && (
            <p class="actions">
              <button type="button" onClick={() => setShown(shown + AT_ONCE)}>
                {f.more}
              </button>
            </p>
          )}
        </>
      )}
    </>
  );
}

function FactorTable({
  factors,
  onReplace,
}: {
  factors: readonly Factor[];
  onReplace: ((factor: Factor) => void) | null;
}) {
  const w = adminWords.useWords();
  const f = w.factors;
  const { lang } = useLanguage();
  const heads = [
    head(f.item),
    head(f.measure),
    numberHead(f.value),
    head(f.validFrom),
    head(f.source),
  ];
  return (
    <CardTable label={w.menu.factors[0] ?? ''} kind="source-list" heads={heads}>
      {factors.map((factor) => {
        const { item, measure, unit, validFrom, origin } = factor;
        const isOwn = origin !== 'shipped';
        return (
          <tr key={[item, measure, unit, validFrom, origin].join(' ')} role="row">
            <th scope="row" role="rowheader">
              <strong>{factor.item}</strong>
              {onReplace && (
                <button type="button" class="quiet" onClick={() => onReplace(factor)}>
                  {f.replace}{' '}
                  <span class="visually-hidden">
                    {factor.item} {factor.measure} {factor.validFrom}
                  </span>
                </button>
              )}
            </th>
            <td role="cell" data-label={f.measure}>
              {factor.measure}
            </td>
            <td role="cell" class="number" data-label={f.value}>
              {formatStored(factor.value, lang)}
              <span class="unit">{factor.unit}</span>
            </td>
            <td role="cell" data-label={f.validFrom}>
              {factor.validFrom ?? <span class="muted">{f.undated}</span>}
              {factor.validTo !== null && ` ${f.validTo} ${factor.validTo}`}
            </td>
            <td role="cell" data-label={f.source}>
              <Tag kind={isOwn ? 'good' : 'plain'}>{isOwn ? f.origins.own : f.origins.shipped}</Tag>
              <span class="small breakable">{factor.source}</span>
              {factor.note && <span class="small">{factor.note}</span>}
            </td>
          </tr>
        );
      })}
    </CardTable>
  );
}
