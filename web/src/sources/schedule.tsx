import { readCron } from '../model/cron';
import { sourceWords } from './words';

/** When a source is fetched, in words; an odder schedule as it is written. */
export function Schedule({ cron }: { cron: string }) {
  const s = sourceWords.useWords().schedule;
  const read = readCron(cron);
  if (!read) return <code class="small">{cron}</code>;
  const { weekday, day, time } = read;
  return (
    <span class="small">
      {weekday !== null
        ? s.weekly(weekday, time)
        : day !== null
          ? s.monthly(day, time)
          : s.daily(time)}
    </span>
  );
}
