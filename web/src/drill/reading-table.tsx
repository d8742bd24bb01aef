import type { MeterReadings, ReadingStep } from '../api/drill-types';
import { Paging } from '../components/paging';
import { formatFree } from '../format/amount';
import { formatMonth } from '../format/period';
import { useLanguage } from '../i18n/language';
import { pageOf } from '../model/drill';
import { localParts } from '../model/readings';
import { drillAddress, type DrillState } from '../routing/drill-state';
import { useHref, useRouter } from '../routing/location';
import { may, useSession } from '../session/session';
import { drillWords } from './words';

const SIZE = 31;

/** The readings as they are stored; a month leads to its days, and a day to its hours. */
export function ReadingTable({
  readings,
  unit,
  caption,
  step,
  state,
  files,
}: {
  readings: MeterReadings['readings'];
  unit: string;
  caption: string;
  step: ReadingStep;
  state: DrillState;
  files: ReadonlyMap<string, string>;
}) {
  const w = drillWords.useWords();
  const { lang } = useLanguage();
  const href = useHref();
  const { query } = useRouter();
  const { session } = useSession();
  const { page, pages, items } = pageOf(readings, Number(query.get('sida')) || 1, SIZE);
  const nameOf = (start: string, end: string) => {
    const from = localParts(start);
    if (step === 'month') return formatMonth(from.date.slice(0, 7), lang);
    return step === 'day' ? from.date : `${from.time}–${localParts(end).time}`;
  };
  const below = (start: string): DrillState | null => {
    const from = localParts(start);
    if (step === 'month') return { ...state, month: from.month, day: null };
    return step === 'day' ? { ...state, day: from.day } : null;
  };
  return (
    <>
      <section class="table-scroll" aria-label={caption} tabIndex={0}>
        <table class="readings">
          <caption>
            {caption} <span class="caption-note">{unit}</span>
          </caption>
          <thead>
            <tr>
              <th scope="col">{w.meter.steps[step]}</th>
              <th scope="col" class="number">
                {unit}
              </th>
              <th scope="col">{w.meter.kind}</th>
              <th scope="col">{w.meter.import}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => {
              const next = below(one.start);
              const name = nameOf(one.start, one.end);
              return (
                <tr key={one.start}>
                  <th scope="row">{next ? <a href={href(drillAddress(next))}>{name}</a> : name}</th>
                  <td class="number">
                    {one.value === null ? (
                      <span class="missing">{w.meter.noValue}</span>
                    ) : (
                      formatFree(one.value, lang)
                    )}
                  </td>
                  <td>
                    {one.estimated ? (
                      <span class="flag">{w.estimated}</span>
                    ) : one.value === null ? (
                      '–'
                    ) : (
                      w.measured
                    )}
                  </td>
                  <td>
                    {one.import === null ? (
                      '–'
                    ) : may(session, 'import.read') ? (
                      <a href={href(`/import/korningar/${one.import}`)}>
                        {files.get(one.import) ?? one.import.slice(-6)}
                      </a>
                    ) : (
                      (files.get(one.import) ?? one.import.slice(-6))
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <Paging
        labels={w.paging}
        page={page}
        pages={pages}
        link={(to) =>
          `${drillAddress(state)}${drillAddress(state).includes('?') ? '&' : '?'}sida=${to}`
        }
      />
    </>
  );
}
