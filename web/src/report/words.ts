import { wordsOf } from '../i18n/words';

/** The labels of the yearly reports. */
export const reportWords = wordsOf({
  sv: () => import('../i18n/report-sv').then((part) => part.reportSv),
  en: () => import('../i18n/report-en').then((part) => part.reportEn),
});
