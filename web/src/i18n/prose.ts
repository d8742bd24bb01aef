import { useLanguage } from './language';
import { proseEn } from './prose-en';
import { proseSv, type Prose } from './prose-sv';

/** The long texts in the chosen language. */
export const useProse = (): Prose => (useLanguage().lang === 'en' ? proseEn : proseSv);
