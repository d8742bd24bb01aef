import { useReference } from '../api/reference';
import { useLanguage } from '../i18n/language';

/** Made-up figures say so on every page. */
export function ExampleBanner() {
  const { t } = useLanguage();
  const { info } = useReference();
  if (!info.exampleData) return null;
  return (
    <aside class="example-banner" aria-label={t.exampleData}>
      <p class="wrap">
        <strong>{t.exampleData}.</strong> {t.exampleDataText}
      </p>
    </aside>
  );
}
