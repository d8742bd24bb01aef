/** Values of a query parameter; those that are empty or null are left out of the address. */
export type Parameters = Record<
  string,
  string | number | readonly (string | number)[] | null | undefined
>;

/** Path and query in a readable form: commas stay commas. */
export function address(path: string, parameters: Parameters = {}): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(parameters)) {
    const text = Array.isArray(value) ? value.join(',') : value;
    if (text === null || text === undefined || text === '') continue;
    parts.push(`${name}=${encodeURIComponent(String(text)).replaceAll('%2C', ',')}`);
  }
  return parts.length > 0 ? `${path}?${parts.join('&')}` : path;
}

/** The same address in English when the page is; Swedish is the language without a mark. */
export function withLanguage(href: string, lang: string | null): string {
  const [path = '', query = ''] = href.split('?');
  const rest = query.split('&').filter((part) => part && !part.startsWith('lang='));
  if (lang === 'en') rest.push('lang=en');
  return rest.length > 0 ? `${path}?${rest.join('&')}` : path;
}

/** One of the allowed words, else the first of them. */
export function oneOf<T extends string>(text: string | null, allowed: readonly [T, ...T[]]): T {
  return allowed.find((word) => word === text) ?? allowed[0];
}

/** Comma-separated years between 1990 and 2100, each once, in order. */
export function yearList(text: string | null, most: number): number[] {
  const years = (text ?? '')
    .split(',')
    .map(Number)
    .filter((year) => Number.isInteger(year) && year >= 1990 && year <= 2100);
  return [...new Set(years)].sort((a, b) => a - b).slice(-most);
}

export const oneYear = (text: string | null): number | null => yearList(text, 1)[0] ?? null;

/** Comma-separated region codes, each once, in the order given. */
export function codeList(text: string | null, most: number): string[] {
  const codes = (text ?? '').split(',').filter((code) => /^\d\d$/.test(code));
  return [...new Set(codes)].slice(0, most);
}

/** Comma-separated short names of key figures. */
export function slugList(text: string | null, most: number): string[] {
  const slugs = (text ?? '').split(',').filter((slug) => /^[a-z0-9-]+$/.test(slug));
  return [...new Set(slugs)].slice(0, most);
}
