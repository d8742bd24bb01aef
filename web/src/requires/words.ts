import { wordsOf } from '../i18n/words';

/** The labels of "Vad krävs?". */
export const requiresWords = wordsOf({
  sv: () => import('../i18n/requires-sv').then((part) => part.requiresSv),
  en: () => import('../i18n/requires-en').then((part) => part.requiresEn),
});
