import { useReference } from '../api/reference';
import { formatTime } from '../format/date';
import { useLanguage } from '../i18n/language';
import { useHref } from '../routing/location';

/** A version that is a time is written as one; a hash is cut short. */
const versionWords = (version: string): string =>
  /^\d{4}-\d\d-\d\dT/.test(version) ? formatTime(version) : version.slice(0, 12);

export function Footer() {
  const { t } = useLanguage();
  const { info } = useReference();
  const href = useHref();
  return (
    <footer class="site-footer">
      <div class="wrap">
        <nav aria-label={t.footer.label}>
          <ul>
            <li>
              <a href={href('/tillganglighet')}>{t.footer.accessibility}</a>
            </li>
            <li>
              <a href={href('/om')}>{t.footer.about}</a>
            </li>
            <li>
              <a href={href('/data')}>{t.footer.data}</a>
            </li>
            <li>
              <a href={href('/metod')}>{t.footer.method}</a>
            </li>
            <li>
              <a href="/enkel/">{t.footer.plain}</a>
            </li>
          </ul>
        </nav>
        <p>
          {info.site.name} · {t.footer.version(info.version)}
          {info.dataVersion && <> · {t.footer.dataVersion(versionWords(info.dataVersion))}</>}
        </p>
      </div>
    </footer>
  );
}
