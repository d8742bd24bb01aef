import { wordsOf } from '../i18n/words';

/** The labels of the wizard, the sources and the mapping editor. */
export const sourceWords = wordsOf({
  sv: () => import('../i18n/sources-sv').then((part) => part.sourcesSv),
  en: () => import('../i18n/sources-en').then((part) => part.sourcesEn),
});

export type SourceLabels = ReturnType<typeof sourceWords.useWords>;
