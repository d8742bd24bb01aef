import { useId } from 'preact/hooks';
import { useLanguage } from '../i18n/language';
import type { TrendModel } from '../model/trend';

/** The year in focus: moved by the arrow keys, read out in words. */
export function TrendFocus({
  model,
  region,
  years,
  focus,
  onFocus,
  show,
}: {
  model: TrendModel;
  region: string;
  years: number[];
  focus: number;
  onFocus: (year: number) => void;
  show: (value: number) => string;
}) {
  const { t } = useLanguage();
  const id = useId();
  if (years.length < 2) return null;
  const band = model.bands.find((one) => one.year === focus);
  const readings = [
    ...model.lines.map((line) => {
      const point = line.points.find((one) => one.year === focus);
      const value = point?.value ?? null;
      return {
        name: line.name,
        text: value === null ? t.missing.missing : show(value),
        strong: line.region === region,
      };
    }),
    ...(band && band.median !== null
      ? [{ name: t.median, text: show(band.median), strong: false }]
      : []),
  ];
  const spoken = `${focus}: ${readings.map((one) => `${one.name} ${one.text}`).join(', ')}`;
  return (
    <>
      <div class="focus-control">
        <label for={id}>
          {t.trend.focus}: <strong>{focus}</strong> <span class="small">{t.trend.focusHelp}</span>
        </label>
        <input
          id={id}
          type="range"
          min={0}
          max={years.length - 1}
          step={1}
          value={years.indexOf(focus)}
          aria-valuetext={spoken}
          onInput={(event) => onFocus(years[Number(event.currentTarget.value)] ?? focus)}
        />
      </div>
      <p class="readout">
        {readings.map((one) => (
          <span key={one.name}>
            {one.strong ? <strong>{one.name}</strong> : one.name} {one.text}
          </span>
        ))}
      </p>
    </>
  );
}
