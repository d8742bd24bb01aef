import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { useReference } from '../api/reference';
import type { Permission, Session } from '../api/session-types';
import { lazy } from '../lazy';

interface SessionTools {
  /** Undefined until the server has been asked; null when nobody is signed in. */
  session: Session | null | undefined;
  setSession: (session: Session | null) => void;
}

const Context = createContext<SessionTools>({ session: null, setSession: () => undefined });
export const SessionContext = Context.Provider;
export const useSession = (): SessionTools => useContext(Context);

export const may = (session: Session | null | undefined, permission: Permission): boolean =>
  session?.may.includes(permission) ?? false;

const Watch = lazy(() => import('./watch').then((part) => part.SessionWatch), 'none');

/** Asks who is signed in once the page has been drawn: the figures come first. */
export function SessionProvider({ children }: { children: ComponentChildren }) {
  const { info } = useReference();
  const [session, setSession] = useState<Session | null | undefined>(
    info.signIn ? undefined : null,
  );
  useEffect(() => {
    if (!info.signIn) return;
    const ask = () => import('./ask').then((part) => part.askSession()).then(setSession);
    setTimeout(() => ask().catch(() => setSession(null)), 0);
  }, [info.signIn]);
  const tools = useMemo(() => ({ session, setSession }), [session]);
  return (
    <Context.Provider value={tools}>
      {children}
      {session && <Watch />}
    </Context.Provider>
  );
}
