import { wordsOf } from '../i18n/words';

/** The labels of the drill-down. */
export const drillWords = wordsOf({
  sv: () => import('../i18n/drill-sv').then((part) => part.drillSv),
  en: () => import('../i18n/drill-en').then((part) => part.drillEn),
});
