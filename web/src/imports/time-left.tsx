import { formatCount } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { secondsLeft } from '../model/time-left';
import { importWords } from './words';

/** About how long is left, in words; nothing while it cannot be told. */
export function TimeLeft({
  done,
  total,
  elapsed,
}: {
  done: number;
  total: number;
  /** Milliseconds since it began. */
  elapsed: number;
}) {
  const w = importWords.useWords().timeLeft;
  const { lang } = useLanguage();
  const seconds = secondsLeft(done, total, elapsed);
  if (seconds === null) return null;
  const minutes = Math.ceil(seconds / 60);
  return (
    <>
      {' · '}
      {seconds < 10
        ? w.soon
        : seconds < 60
          ? w.minute
          : minutes < 90
            ? w.minutes(minutes)
            : w.hours(formatCount(Math.round(minutes / 60), lang))}
    </>
  );
}
