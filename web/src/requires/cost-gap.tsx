import type { Text } from '../api/types';
import { useLanguage } from '../i18n/language';
import { gapWords } from '../model/cost-gaps';
import { requiresWords } from './words';

/** Why a measure has no cost per tonne. */
export function CostGap({ missing }: { missing: Text[] }) {
  const w = requiresWords.useWords();
  const { text } = useLanguage();
  const gap = gapWords(missing, text);
  return <>{gap === null ? w.noCost : `${w.needs} ${gap}`}</>;
}
