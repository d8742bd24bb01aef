import type { Words } from '../api/import-types';
import { wordsOf } from '../i18n/words';
import type { Language } from '../i18n/language';

/** The labels of the import pages together with the names of the rules. */
export const importWords = wordsOf({
  sv: async () => {
    const [labels, rules] = await Promise.all([
      import('../i18n/imports-sv'),
      import('../i18n/rules-sv'),
    ]);
    return { ...labels.importsSv, ruleNames: rules.rulesSv, fieldNames: rules.fieldsSv };
  },
  en: async () => {
    const [labels, rules] = await Promise.all([
      import('../i18n/imports-en'),
      import('../i18n/rules-en'),
    ]);
    return { ...labels.importsEn, ruleNames: rules.rulesEn, fieldNames: rules.fieldsEn };
  },
});

/** A message of the API in the chosen language. */
export const said = (words: Words | null | undefined, lang: Language): string =>
  !words ? '' : typeof words === 'string' ? words : words[lang] || words.sv;

export type ImportLabels = ReturnType<typeof importWords.useWords>;
