import { wordsOf } from '../i18n/words';

/** The labels of certainty, movement, forecast and similar regions. */
export const foresightWords = wordsOf({
  sv: () => import('../i18n/foresight-sv').then((part) => part.foresightSv),
  en: () => import('../i18n/foresight-en').then((part) => part.foresightEn),
});
