import { useReference } from '../api/reference';
import { useLanguage } from '../i18n/language';
import { useHref } from '../routing/location';

export function Footer() {
  const { t } = useLanguage();
  const { info } = useReference();
  const href = useHref();
  return (
    <footer class="site-footer">
      <div class="wrap">
        <nav aria-label={t.footer.label}>
          <ul>
            <li><a href={href('/tillganglighet')}>{t.footer.accessibility}</a></li>
            <li><a href={href('/om')}>{t.footer.about}</a></li>
            <li><a href={href('/data')}>{t.footer.data}</a></li>
            <li><a href={href('/metod')}>{t.footer.method}</a></li>
            <li><a href="/enkel/">{t.footer.plain}</a></li>
          </ul>
        </nav>
        <p>{info.site.name} · {t.footer.version(info.version)}
          {info.dataVersion && <> · {t.footer.dataVersion(info.dataVersion.slice(0, 12))}</>}</p>
      </div>
    </footer>
  );
}
