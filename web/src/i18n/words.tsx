import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { Pending } from '../components/pending';
import { useLanguage, type Language } from './language';

/** The labels of one part of the site, fetched with it: Swedish and English are files of their own. */
export function wordsOf<W extends object>(loaders: Record<Language, () => Promise<W>>) {
  const ready: Partial<Record<Language, W>> = {};
  const Context = createContext<W | null>(null);

  /** `quiet`: holds no place while the labels are on their way. */
  function Words({ children, quiet = false }: { children: ComponentChildren; quiet?: boolean }) {
    const { lang } = useLanguage();
    const [, setLoaded] = useState(0);
    const [failure, setFailure] = useState<Error | null>(null);
    useEffect(() => {
      const show = () => setLoaded((count) => count + 1);
      // Another part of the page may have fetched them since this one was drawn.
      if (ready[lang]) show();
      else
        loaders[lang]().then((words) => {
          ready[lang] = words;
          show();
        }, setFailure);
    }, [lang]);
    if (failure) throw failure;
    const words = ready[lang];
    if (!words) return quiet ? null : <Pending shape="page" />;
    return <Context.Provider value={words}>{children}</Context.Provider>;
  }

  function useWords(): W {
    const words = useContext(Context);
    if (!words) throw new Error('the words of this part are not loaded');
    return words;
  }

  return { Words, useWords };
}
