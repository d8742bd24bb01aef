import { wordsOf } from '../i18n/words';

/** The labels of the action plan and its follow-up. */
export const planWords = wordsOf({
  sv: () => import('../i18n/plan-sv').then((part) => part.planSv),
  en: () => import('../i18n/plan-en').then((part) => part.planEn),
});
