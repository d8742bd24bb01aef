import { PageHead } from '../components/page-head';
import { useLanguage } from '../i18n/language';
import { useHref } from '../routing/location';

export function NotFound({ text }: { text?: string }) {
  const { t } = useLanguage();
  const href = useHref();
  return (
    <>
      <PageHead title={t.notFound.title} />
      <div class="prose">
        <p>{text ?? t.notFound.text}</p>
        <ul>
          <li>
            <a class="go" href={href('/')}>
              {t.notFound.home}
            </a>
          </li>
          <li>
            <a class="go" href={href('/nyckeltal')}>
              {t.notFound.list}
            </a>
          </li>
        </ul>
      </div>
    </>
  );
}
