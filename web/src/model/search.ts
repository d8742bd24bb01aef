import type { Reference } from '../api/reference';
import type { Language } from '../i18n/language';

export interface Hit {
  kind: 'figure' | 'region';
  name: string;
  href: string;
}

const plain = (text: string): string => text.toLocaleLowerCase('sv-SE');

/** Key figures and regions whose name has every word of the question, key figures first. */
export function search(reference: Reference, question: string, lang: Language, most = 8): Hit[] {
  const words = plain(question).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const has = (text: string) => words.every((word) => plain(text).includes(word));
  const figures = reference.keyFigures
    .filter((f) => has(`${f.name.sv} ${f.name.en} ${f.theme.sv} ${f.slug} ${f.koladaId ?? ''}`))
    .map((f): Hit => ({ kind: 'figure', name: f.name[lang], href: `/nyckeltal/${f.slug}` }));
  const regions = reference.regions
    .filter((r) => has(`${r.name} ${r.shortName} ${r.county}`))
    .map((r): Hit => ({ kind: 'region', name: r.name, href: `/?region=${r.code}` }));
  return [...figures, ...regions].slice(0, most);
}
