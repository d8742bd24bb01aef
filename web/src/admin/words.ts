import { wordsOf } from '../i18n/words';

/** The labels of administration. */
export const adminWords = wordsOf({
  sv: () => import('../i18n/admin-sv').then((part) => part.adminSv),
  en: () => import('../i18n/admin-en').then((part) => part.adminEn),
});

export type AdminLabels = ReturnType<typeof adminWords.useWords>;
