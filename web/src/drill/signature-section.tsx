import { apiUrl } from '../api/client';
import type { Signature } from '../api/energy-types';
import { useResource } from '../api/use-resource';
import { ChartFrame } from '../charts/chart-frame';
import { SignatureChart } from '../charts/signature-chart';
import { ErrorMessage } from '../components/error-message';
import { FactList, type Fact } from '../components/fact-list';
import { Pending } from '../components/pending';
import { formatCount, formatFree } from '../format/amount';
import { formatValue } from '../format/number';
import { formatMonth } from '../format/period';
import { useLanguage } from '../i18n/language';
import { drillWords } from './words';

/** A building's heat against the cold: in words, as a chart, and as its numbers. */
export function SignatureSection({
  owner,
  building,
  year,
}: {
  owner: string;
  building: string;
  year: number;
}) {
  const w = drillWords.useWords().energy.signature;
  const { data, error, retry } = useResource<Signature>(
    apiUrl('/energy-signature', { region: owner, year, building }),
  );
  return (
    <section class="section" aria-labelledby="signature">
      <h2 id="signature">{w.title}</h2>
      {error?.status === 422 && (
        <p>
          {w.refused} {error.message}
        </p>
      )}
      {error && error.status !== 422 && <ErrorMessage error={error} onRetry={retry} />}
      {!data && !error && <Pending shape="chart" />}
      {data && <Shown data={data} />}
    </section>
  );
}

function Shown({ data }: { data: Signature }) {
  const w = drillWords.useWords().energy.signature;
  const { t, lang, text } = useLanguage();
  const kwh = (value: number) => `${formatCount(Math.round(value), lang)}\u00a0kWh`;
  const perDay = (value: number) => `${formatFree(value, lang, 1)}\u00a0${w.perDay}`;
  const facts: Fact[] = [
    [w.raw, kwh(data.raw)],
    [w.normal, kwh(data.normalYear)],
    [w.ratio, kwh(data.byDegreeDays)],
    [w.base, perDay(data.baseLoad)],
    [w.slope, `${formatFree(data.slope, lang, 1)}\u00a0kWh`],
    [
      w.changePoint,
      data.changePoint === null
        ? w.line
        : `${formatFree(data.changePoint, lang, 1)} ${w.degreeDays.toLowerCase()}`,
    ],
    [
      w.fit,
      `R²\u00a0${formatValue(data.rSquared, 2, lang)}, CV(RMSE)\u00a0${formatValue(data.cvRmse * 100, 1, lang)}\u00a0%`,
    ],
  ];
  return (
    <>
      <p>{text(data.text)}</p>
      <FactList facts={facts} />
      <ChartFrame
        title={`${w.title}: ${data.name || data.building} ${data.year}`}
        subtitle={w.subtitle}
        source={`${t.ownProcessing}. ${text(data.method)}`}
        file={`energisignatur-${data.building}-${data.year}`}
        table={<MonthTable data={data} />}
      >
        <SignatureChart data={data} label={w.label(data.name || data.building)} axis={w.degreeDays} />
      </ChartFrame>
    </>
  );
}

function MonthTable({ data }: { data: Signature }) {
  const w = drillWords.useWords().energy.signature;
  const { lang } = useLanguage();
  return (
    <table>
      <caption>
        {w.title} <span class="caption-note">{w.perDay}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{w.month}</th>
          <th scope="col" class="number">
            {w.degreeDays}
          </th>
          <th scope="col" class="number">
            {w.use}
          </th>
          <th scope="col" class="number">
            {w.fitted}
          </th>
        </tr>
      </thead>
      <tbody>
        {data.months.map((one) => (
          <tr key={one.period}>
            <th scope="row">{formatMonth(one.period, lang)}</th>
            <td class="number">{formatValue(one.degreeDays, 1, lang)}</td>
            <td class="number">{formatFree(one.use, lang, 1)}</td>
            <td class="number">{formatFree(one.fitted, lang, 1)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
