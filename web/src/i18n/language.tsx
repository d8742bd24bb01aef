import { createContext, type ComponentChildren } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import type { Text } from '../api/types';
import type { Dictionary } from './sv';

export type Language = 'sv' | 'en';

export interface LanguageTools {
  lang: Language;
  /** The labels of the pages. */
  t: Dictionary;
  /** The API's texts in the chosen language. */
  text: (text: Text) => string;
}

const Context = createContext<LanguageTools | null>(null);

export function LanguageProvider({
  lang,
  t,
  children,
}: {
  lang: Language;
  t: Dictionary;
  children: ComponentChildren;
}) {
  const tools = useMemo(
    () => ({ lang, t, text: (text: Text) => text[lang] || text.sv }),
    [lang, t],
  );
  return <Context.Provider value={tools}>{children}</Context.Provider>;
}

export function useLanguage(): LanguageTools {
  const tools = useContext(Context);
  if (!tools) throw new Error('no language is chosen');
  return tools;
}
