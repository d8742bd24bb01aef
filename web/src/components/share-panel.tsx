import { useLanguage } from '../i18n/language';
import { CopyButton } from './copy-button';

const twin = (api: string, format: string): string =>
  `${api}${api.includes('?') ? '&' : '?'}format=${format}`;

/** Print opens once the charts have been drawn for paper: it halts the page where it stands. */
function printPage(): void {
  window.dispatchEvent(new Event('beforeprint'));
  setTimeout(() => window.print(), 50);
}

/** The same table in other forms, the link to this view, and the address behind it. */
export function SharePanel({ api, link }: { api: string; link?: () => string }) {
  const { t } = useLanguage();
  const s = t.share;
  const full = `${window.location.origin}${api}`;
  return (
    <section class="share" aria-label={s.heading}>
      <ul class="share-row" aria-label={s.download}>
        <li>
          <a href={twin(api, 'csv')} download>
            {s.csv}
          </a>
        </li>
        <li>
          <a href={twin(api, 'csv&dialect=en')} download>
            {s.csvEn}
          </a>
        </li>
        <li>
          <a href={twin(api, 'xlsx')} download>
            {s.xlsx}
          </a>
        </li>
        <li>
          <a href={twin(api, 'json-stat')} download>
            {s.jsonStat}
          </a>
        </li>
      </ul>
      <div class="share-row">
        <CopyButton label={s.copy} text={link ?? (() => window.location.href)} />
        <button type="button" onClick={printPage}>
          {s.print}
        </button>
      </div>
      <details class="api-access">
        <summary>{s.api}</summary>
        <p>{s.apiText}</p>
        <p>
          <a href={api}>
            <code>{full}</code>
          </a>
        </p>
        <CopyButton label={s.copyAddress} text={() => full} />
      </details>
    </section>
  );
}
