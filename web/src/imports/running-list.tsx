import type { Running } from '../api/import-types';
import { formatBytes, formatCount } from '../format/amount';
import { formatTime } from '../format/date';
import { useLanguage } from '../i18n/language';
import { TimeLeft } from './time-left';
import { importWords } from './words';

/** The imports under way, with how far each has come. */
export function RunningList({
  running,
  nameOf,
}: {
  running: Running;
  nameOf: (source: string) => string;
}) {
  const w = importWords.useWords();
  const { lang } = useLanguage();
  return (
    <section class="card running" aria-labelledby="running">
      <h2 id="running">{w.running}</h2>
      <ul class="plain-list">
        {running.items.map((item) => {
          const name = item.fileName ?? w.noName;
          return (
            <li key={item.source + item.startedAt}>
              <p>
                <strong>{name}</strong> · {nameOf(item.source)} · {w.phases[item.phase]}
              </p>
              <progress
                max={Math.max(item.bytes, 1)}
                value={Math.min(item.bytesRead, item.bytes)}
                aria-label={name}
              />
              <p class="small">
                {w.ofBytes(formatBytes(item.bytesRead, lang), formatBytes(item.bytes, lang))} ·{' '}
                {w.rowsSoFar(formatCount(item.rowsRead, lang))} ·{' '}
                {w.begun(formatTime(item.startedAt))}
                <TimeLeft
                  done={item.bytesRead}
                  total={item.bytes}
                  elapsed={Date.now() - Date.parse(item.startedAt)}
                />
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
