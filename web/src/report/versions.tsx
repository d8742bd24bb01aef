// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { useState } from 'preact/hooks';
import type { LockedVersion, ReportDifferences, ReportEntry } from '../api/report-types';
import { useFresh } from '../api/use-fresh';
import { CardTable, head } from '../components/card-table';
import { ErrorMessage } from '../components/error-message';
import { Pending } from '../components/pending';
import { SelectField } from '../components/select-field';
import { formatTime } from '../format/date';
import { useLanguage } from '../i18n/language';
import { useHref } from '../routing/location';
import { reportWords } from './words';

const FORMS = ['html', 'xlsx', 'json'] as const;

/** What was locked, as files with their digests. */
export function Versions({
  url,
  id,
  versions,
}: {
  url: string;
  id: string;
  versions: LockedVersion[];
}) {
  const w = reportWords.useWords();
  const href = useHref();
  const inside = versions.some((one) => one.lockedBy);
  return (
    <div class="section">
      <h2>{w.versions}</h2>
      {versions.length === 0 && <p>{w.notLocked}</p>}
      {versions.length > 0 && (
        <CardTable
          label={w.versions}
          kind="report-versions"
          heads={[
            head(w.version),
            head(w.lockedAt),
            ...(inside ? [head(w.lockedBy)] : []),
            head(w.files),
          ]}
        >
          {versions.map((one) => (
            <tr key={one.version} role="row">
              <th scope="row" role="rowheader">
                {w.versionOf(one.version)}
                {one.reason && (
                  <span class="report-words">
                    {w.despite}: {one.reason}
                  </span>
                )}
              </th>
              <td role="cell" data-label={w.lockedAt}>
                <time dateTime={one.lockedAt}>{formatTime(one.lockedAt)}</time>
              </td>
              {inside && (
                <td role="cell" data-label={w.lockedBy}>
                  {one.lockedBy}
                </td>
              )}
              <td role="cell" data-label={w.files}>
                <span class="report-links">
                  {FORMS.map((form) => (
                    <a
                      key={form}
                      href={`${url}/versions/${one.version}.${form}`}
                      aria-label={w.fileOf(form.toUpperCase(), one.version)}
                    >
                      {form.toUpperCase()}{' '}
                    </a>
                  ))}
                  <a
                    href={href(`/rapport/${id}/utskrift?version=${one.version}`)}
                    aria-label={w.fileOf(w.print, one.version)}
                  >
                    {w.print}
                  </a>
                </span>
                <details>
                  <summary>{w.digests(one.version)}</summary>
                  {FORMS.map((form) => (
                    <p key={form} class="report-hash">
                      {form.toUpperCase()}: <code>{one.sha256[form]}</code>
                    </p>
                  ))}
                </details>
              </td>
            </tr>
          ))}
        </CardTable>
      )}
    </div>
  );
}

/** What differs between the locked report, or another one, and today. */
export function Differences({
  url,
  title,
  before,
}: {
  url: string;
  title: string;
  before: string;
}) {
  const w = reportWords.useWords();
  const { text } = useLanguage();
  const { data, error, again } = useFresh<ReportDifferences>(url);
  return (
    <>
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="table" />}
      {data?.total === 0 && <p>{w.same}</p>}
      {data && data.total > 0 && (
        <CardTable
          label={title}
          kind="report-differences"
          heads={[head(w.what), head(before), head(w.after)]}
        >
          {data.items.map((one, index) => (
            <tr key={index} role="row">
              <th scope="row" role="rowheader">
                {text(one.label)}
              </th>
              <td role="cell" data-label={before} class="report-text" dir="auto">
                {one.before.trim() || w.empty}
              </td>
              <td role="cell" data-label={w.after} class="report-text" dir="auto">
                {one.after.trim() || w.empty}
              </td>
            </tr>
          ))}
        </CardTable>
      )}
    </>
  );
}

/** Against another report that was locked: last year's, say. */
export function Compare({ url, others }: { url: string; others: readonly ReportEntry[] }) {
  const w = reportWords.useWords();
  const { text } = useLanguage();
  const [chosen, setChosen] = useState('');
  return (
    <div class="section">
      <h2>{w.compare}</h2>
      <SelectField
        label={w.compareWith}
        value={chosen}
        options={[
          { value: '', label: w.choose },
          ...others.map((one) => ({ value: one.id, label: text(one.title) })),
        ]}
        onChange={setChosen}
      />
      {chosen && (
        <Differences
          key={chosen}
          url={`${url}/compare?with=${chosen}`}
          title={w.compare}
          before={w.earlier}
        />
      )}
    </div>
  );
}
