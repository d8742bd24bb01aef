import type { Text } from '../api/types';

export interface Sourced {
  source: string;
  sourceText?: Text;
  processing: string;
  processingText?: Text;
}

/** "Källa: Kolada U60496" for values taken over, in the language of the page. */
export const sourceOf = (data: Sourced, text: (text: Text) => string): string =>
  data.sourceText ? text(data.sourceText) : data.source;
