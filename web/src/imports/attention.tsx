import type { ComponentChildren } from 'preact';
import type { Source } from '../api/import-types';
import { useLanguage } from '../i18n/language';
import { compareNames } from '../format/collate';
import { useHref } from '../routing/location';
import { importWords } from './words';

/** What waits for a person, the most pressing first; and that nothing does. */
export function Attention({
  sources,
  reviews,
}: {
  /** Null while they are on their way: the place is held. */
  sources: readonly Source[] | null;
  /** How many verified values an import wants to change. */
  reviews: number;
}) {
  const w = importWords.useWords();
  const { text } = useLanguage();
  const href = useHref();
  const a = w.attention;
  if (sources === null) return <div class="attention" aria-hidden="true" />;
  const inState = (state: Source['state']) =>
    sources
      .filter((one) => one.state === state)
      .sort((one, other) => compareNames(text(one.name), text(other.name)));
  const links = (some: readonly Source[]): ComponentChildren =>
    some.map((one, index) => (
      <span key={one.id}>
        {index > 0 && ', '}
        <a href={href(`/admin/kallor/${one.id}`)}>{text(one.name)}</a>
      </span>
    ));
  const failed = inState('failed');
  const late = inState('late');
  const held = sources.filter((one) => one.held > 0 || one.lastAttempt?.state === 'held');
  const waiting = failed.length + late.length + held.length + reviews;
  const current = inState('current').length;
  const never = inState('never').length;
  return (
    <section class={`attention${waiting > 0 ? ' has-work' : ''}`} aria-labelledby="attention">
      <h2 id="attention">{waiting > 0 ? a.title : a.nothing}</h2>
      {waiting > 0 && (
        <ul>
          {failed.length > 0 && (
            <li>
              {a.failed(failed.length)}: {links(failed)}
            </li>
          )}
          {held.map((one) => (
            <li key={one.id}>
              {a.held(text(one.name))}{' '}
              {one.lastAttempt?.import && one.lastAttempt.state === 'held' ? (
                <a href={href(`/import/korningar/${one.lastAttempt.import}/hallna`)}>{a.decide}</a>
              ) : (
                <a href={href(`/admin/kallor/${one.id}`)}>{a.show}</a>
              )}
            </li>
          ))}
          {late.length > 0 && (
            <li>
              {a.late(late.length)}: {links(late)}
            </li>
          )}
          {reviews > 0 && (
            <li>
              {a.reviews(reviews)} <a href={href('/import/granskning')}>{a.decide}</a>
            </li>
          )}
        </ul>
      )}
      <p class="muted">{a.tally(current, sources.length, never)}</p>
    </section>
  );
}
