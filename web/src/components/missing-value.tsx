import type { MissingReason } from '../api/types';
import { useLanguage } from '../i18n/language';

/** The words that stand where a number is missing, with what is known of why. */
export function MissingValue({ reason }: { reason: MissingReason | null | undefined }) {
  const { t } = useLanguage();
  const known = reason ?? 'missing';
  return (
    <span class="missing" title={t.missingWhy[known]}>
      {t.missing[known]}
    </span>
  );
}
