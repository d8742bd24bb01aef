import { apiUrl } from '../api/client';
import type { MeterReadings, ReadingStep } from '../api/drill-types';
import { useFresh } from '../api/use-fresh';
import { ChartFrame } from '../charts/chart-frame';
import { ChoiceLinks } from '../components/choice-links';
import { ErrorMessage } from '../components/error-message';
import { Pending } from '../components/pending';
import { formatFree } from '../format/amount';
import { formatShare, formatUnit } from '../format/number';
import { formatMonth } from '../format/period';
import { useLanguage } from '../i18n/language';
import { drillAddress, type DrillState } from '../routing/drill-state';
import { Flags } from './children';
import { localParts } from '../model/readings';
import { ReadingTable } from './reading-table';
import { MeasuredBars } from './measured-bars';
import { drillWords } from './words';
import { FactList, type Fact } from '../components/fact-list';

/** What is shown: the year's months, a month's days, or a day's hours. */
export const stepOf = ({ month, day }: Pick<DrillState, 'month' | 'day'>): ReadingStep =>
  month === null ? 'month' : day === null ? 'day' : 'hour';

/** The readings of one meter, from the year down to the hour. */
export function MeterView({
  owner,
  meter,
  state,
  files,
}: {
  owner: string;
  meter: string;
  state: DrillState;
  /** What the files behind the value are called, by the id of the import. */
  files: ReadonlyMap<string, string>;
}) {
  const w = drillWords.useWords();
  const { lang } = useLanguage();
  const step = stepOf(state);
  const { data, error, again } = useFresh<MeterReadings>(
    apiUrl(`/meters/${encodeURIComponent(owner)}/${encodeURIComponent(meter)}`, {
      year: state.year,
      month: state.month,
      step,
    }),
  );
  const period = state.month
    ? `${state.year}-${String(state.month).padStart(2, '0')}`
    : String(state.year);
  const choices = [
    {
      label: w.meter.year(state.year),
      current: step === 'month',
      href: drillAddress({ ...state, month: null, day: null }),
    },
    ...(state.month
      ? [
          {
            label: formatMonth(period, lang),
            current: step === 'day',
            href: drillAddress({ ...state, day: null }),
          },
        ]
      : []),
    ...(state.day
      ? [
          {
            label: `${period}-${String(state.day).padStart(2, '0')}`,
            current: true,
            href: drillAddress(state),
          },
        ]
      : []),
  ];
  return (
    <div class="section">
      <h2>{w.meter.caption(w.meter.steps[step].toLowerCase())}</h2>
      <div class="controls-inline">
        <ChoiceLinks label={w.meter.period} choices={choices} />
      </div>
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="chart" />}
      {data && <Readings data={data} state={state} step={step} files={files} />}
    </div>
  );
}

function Readings({
  data,
  state,
  step,
  files,
}: {
  data: MeterReadings;
  state: DrillState;
  step: ReadingStep;
  files: ReadonlyMap<string, string>;
}) {
  const w = drillWords.useWords();
  const { lang } = useLanguage();
  const readings = data.readings.filter(
    (one) => step !== 'hour' || localParts(one.start).day === state.day,
  );
  const unit = formatUnit(data.unit, lang);
  const labelOf = (start: string) => {
    const parts = localParts(start);
    if (step === 'month') return formatMonth(parts.date.slice(0, 7), lang, true);
    return step === 'day' ? String(parts.day) : parts.time.slice(0, 2);
  };
  const bars = readings.map((one) => ({
    label: labelOf(one.start),
    title: `${localParts(one.start).date} ${localParts(one.start).time}: ${
      one.value === null ? w.meter.noValue : `${formatFree(one.value, lang)} ${unit}`
    }${one.estimated ? `, ${w.estimated.toLowerCase()}` : ''}`,
    value: one.value,
    estimated: one.estimated,
  }));
  const facts: Fact[] = [
    [w.meter.carrier, data.carrier && (w.carriers[data.carrier] ?? data.carrier)],
    [w.meter.building, data.building],
    [w.meter.total, data.total !== null && `${formatFree(data.total, lang)} ${unit}`],
    [w.coverage, data.coverage !== null && formatShare(data.coverage, lang)],
    [w.flags, data.flags.length > 0 && <Flags flags={data.flags} />],
  ];
  const caption = w.meter.caption(w.meter.steps[step].toLowerCase());
  return (
    <>
      <FactList facts={facts} kind="standing" />
      {readings.length === 0 ? (
        <p>{w.meter.none}</p>
      ) : (
        <>
          <ChartFrame
            title={`${data.meter}: ${caption.toLowerCase()}`}
            subtitle={unit}
            source={w.carriers[data.carrier ?? ''] ?? data.meter}
            file={`${data.meter}-${state.year}`}
          >
            <MeasuredBars bars={bars} label={`${caption}, ${unit}`} estimated={w.estimated} />
          </ChartFrame>
          <ReadingTable
            readings={readings}
            unit={unit}
            caption={caption}
            step={step}
            state={state}
            files={files}
          />
        </>
      )}
    </>
  );
}
