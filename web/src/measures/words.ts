import { wordsOf } from '../i18n/words';

/** The labels of the measures. */
export const measureWords = wordsOf({
  sv: () => import('../i18n/measures-sv').then((part) => part.measuresSv),
  en: () => import('../i18n/measures-en').then((part) => part.measuresEn),
});
