import { useState } from 'preact/hooks';
import type { ApiError } from '../api/client';
import type { FeedAccess } from '../api/follow-types';
import { send } from '../api/send';
import { useAnnounce } from '../components/announcer';
import { CopyButton } from '../components/copy-button';
import { ErrorMessage } from '../components/error-message';
import { useLanguage } from '../i18n/language';
import { planWords } from './words';

const TOKEN = '/api/v1/to-do/feed-token';

/** Makes the password that a feed reader needs, shows it once, and takes it away. */
export function FeedPart() {
  const w = planWords.useWords();
  const { lang } = useLanguage();
  const announce = useAnnounce();
  const [access, setAccess] = useState<FeedAccess | null>(null);
  const [said, setSaid] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  const doing = async (work: () => Promise<string>) => {
    setError(null);
    setSaid('');
    try {
      const words = await work();
      setSaid(words);
      announce(words);
    } catch (problem) {
      setError(problem as ApiError);
    }
  };
  const make = () =>
    doing(async () => {
      const made = await send<FeedAccess>('POST', TOKEN, { language: lang });
      setAccess({ ...made.data, url: new URL(made.data.url, location.href).href });
      return w.feedShown;
    });
  const stop = () =>
    doing(async () => {
      await send('DELETE', TOKEN, { language: lang });
      setAccess(null);
      return w.feedStopped;
    });
  const lines: [string, string, string][] = access
    ? [
        [w.feedAddress, access.url, w.feedCopyAddress],
        [w.feedUser, access.user, w.feedCopyUser],
        [w.feedPassword, access.token, w.feedCopyPassword],
      ]
    : [];
  return (
    <section class="section" aria-labelledby="feed">
      <h2 id="feed">{w.feedTitle}</h2>
      <p>{w.feedLead}</p>
      {said && <p class="message">{said}</p>}
      {error && <ErrorMessage error={error} />}
      {access && (
        <dl>
          {lines.map(([name, value, copy]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <code>{value}</code> <CopyButton label={copy} text={() => value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p>
        <button type="button" onClick={make}>
          {w.feedMake}
        </button>{' '}
        <button type="button" onClick={stop}>
          {w.feedStop}
        </button>{' '}
        <span class="small">{w.feedMakeHint}</span>
      </p>
    </section>
  );
}
