import { wordsOf } from '../i18n/words';

/** The labels of signing in and out. */
export const sessionWords = wordsOf({
  sv: () => import('../i18n/session-sv').then((part) => part.sessionSv),
  en: () => import('../i18n/session-en').then((part) => part.sessionEn),
});
