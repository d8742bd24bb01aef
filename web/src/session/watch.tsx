import { useEffect, useState } from 'preact/hooks';
import { forget } from '../api/client';
import { sessionToken, type Session } from '../api/session-types';
import { useAnnounce } from '../components/announcer';
import { Dialog } from '../components/dialog';
import { useLanguage } from '../i18n/language';
import { askSession, prolong } from './ask';
import { useSession } from './session';
import { sessionWords } from './words';

const TICK_MS = 5_000;
/** How long before the end it is said (WCAG 2.2.1 and our own rule). */
export const WARNING_MS = 120_000;

export interface Ends {
  at: number;
  /** False when no activity can move it: the longest time a session lasts. */
  canGoOn: boolean;
}

/** When the session ends if nothing more is asked of the server. */
export function endOf(session: Session): Ends {
  const idle = Date.parse(session.idleExpiresAt);
  const latest = Date.parse(session.expiresAt);
  return { at: Math.min(idle, latest), canGoOn: idle < latest };
}

/** Says in good time that the session is about to end, and that it has. */
export function SessionWatch() {
  return (
    <sessionWords.Words quiet>
      <Warning />
    </sessionWords.Words>
  );
}

function Warning() {
  const { session, setSession } = useSession();
  const w = sessionWords.useWords();
  const announce = useAnnounce();
  const { t } = useLanguage();
  const [ends, setEnds] = useState<Ends | null>(null);
  const [closed, setClosed] = useState(0);
  useEffect(() => {
    if (!session) return undefined;
    let asked = false;
    const look = async () => {
      const next = endOf(session);
      const left = next.at - Date.now();
      // What was known may be old: other pages and other windows have kept the session alive.
      if (left <= WARNING_MS && !asked) {
        asked = true;
        const fresh = await askSession().catch(() => session);
        if (fresh === null) end();
        else if (endOf(fresh).at > next.at) setSession(fresh);
        else setEnds(next);
      } else if (left <= 0) end();
    };
    const end = () => {
      sessionToken.value = null;
      forget();
      setEnds(null);
      announce(w.expired);
      setSession(null);
    };
    setEnds(null);
    void look();
    const timer = setInterval(look, TICK_MS);
    return () => clearInterval(timer);
  }, [session, w]);
  const words = ends?.canGoOn ? w.soonText : w.soonFinal;
  useEffect(() => {
    if (ends) announce(words);
  }, [ends]);
  if (!session || !ends || closed === ends.at) return null;
  const close = () => setClosed(ends.at);
  const goOn = () => prolong(session).then(setSession, close);
  return (
    <Dialog title={w.soon} onClose={ends.canGoOn ? goOn : close}>
      <p>{words}</p>
      <button type="button" class="primary" onClick={ends.canGoOn ? goOn : close}>
        {ends.canGoOn ? w.goOn : t.close}
      </button>
    </Dialog>
  );
}
