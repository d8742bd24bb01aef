import { useReference } from '../api/reference';
import type { Text } from '../api/types';
import { PageHead } from '../components/page-head';
import { formatDate } from '../format/date';
import { useLanguage } from '../i18n/language';
import { useProse } from '../i18n/prose';

/** The statement the law asks for, from the service's own configuration. */
export function AccessibilityPage() {
  const { text, lang } = useLanguage();
  const { info } = useReference();
  const a = useProse().accessibility;
  const s = info.site.accessibility;
  return (
    <>
      <PageHead title={a.title} />
      <div class="prose">
        <p class="lead">{a.intro(s.organisation, s.service)}</p>
        <h2>{a.how}</h2>
        <p>{a.compliance[s.compliance]}</p>
        <h2>{a.contact}</h2>
        <p>{a.contactText}</p>
        {!s.contactUrl && !s.contactEmail && <p class="note">{a.noContact}</p>}
        <ul hidden={!s.contactUrl && !s.contactEmail}>
          {s.contactUrl && (
            <li>
              <a class="go" href={s.contactUrl}>
                {a.contactLink}
              </a>
            </li>
          )}
          {s.contactEmail && (
            <li>
              {a.email}:{' '}
              <a class="go" href={`mailto:${s.contactEmail}`}>
                {s.contactEmail}
              </a>
            </li>
          )}
        </ul>
        <h2>{a.supervision}</h2>
        <p>{a.supervisionText}</p>
        <p>
          <a class="go" href={s.complaintUrl}>
            {a.complaint}
          </a>
        </p>
        <Points title={a.issues} items={s.inaccessible} none={a.noIssues} />
        <Points title={a.burden} items={s.disproportionate} none={a.noBurden} />
        <Points title={a.outside} items={s.outsideLaw} none={a.noOutside} />
        <h2>{a.method}</h2>
        <p>{text(s.method)}</p>
        <p>
          {a.assessed(formatDate(s.assessed, lang))} {a.updated(formatDate(s.updated, lang))}
        </p>
      </div>
    </>
  );
}

function Points({ title, items, none }: { title: string; items: Text[]; none: string }) {
  const { text } = useLanguage();
  return (
    <>
      <h2>{title}</h2>
      {items.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul>
          {items.map((item) => (
            <li key={item.sv}>{text(item)}</li>
          ))}
        </ul>
      )}
    </>
  );
}
