import { createContext, type ComponentChildren } from 'preact';
import { useCallback, useContext, useState } from 'preact/hooks';

const Context = createContext<(message: string) => void>(() => undefined);

/** Lets any part of the page say something to a screen reader. */
export const useAnnounce = (): ((message: string) => void) => useContext(Context);

export function Announcer({ children }: { children: ComponentChildren }) {
  const [message, setMessage] = useState('');
  const announce = useCallback((text: string) => setMessage(text), []);
  return (
    <Context.Provider value={announce}>
      {children}
      <div class="visually-hidden" role="status" aria-live="polite">
        {message}
      </div>
    </Context.Provider>
  );
}
