import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { apiUrl } from '../api/client';
import type { BestSet, CostCurve, Measure } from '../api/plan-types';
import { useFresh } from '../api/use-fresh';
import { useResource } from '../api/use-resource';
import { ChartFrame } from '../charts/chart-frame';
import { CostCurveChart } from '../charts/cost-curve-chart';
import { ErrorMessage } from '../components/error-message';
import { FormField } from '../components/form-field';
import { Pending } from '../components/pending';
import { formatCount, formatFree } from '../format/amount';
import { parseNumber } from '../format/parse-number';
import { useLanguage } from '../i18n/language';
import { byGap } from '../model/cost-gaps';
import { requiresWords } from '../requires/words';
import { measureWords } from './words';

/** The abatement-cost curve, below it those that no cost is known of, and then what is given. */
export function CostCurvePart({ plan, children }: { plan: string; children: ComponentChildren }) {
  const w = measureWords.useWords();
  const { noCost } = requiresWords.useWords();
  const { t, text } = useLanguage();
  const { data, error, again } = useFresh<CostCurve>(apiUrl(`/plans/${plan}/cost-curve`));
  if (error) return <ErrorMessage error={error} onRetry={again} />;
  if (!data) return <Pending shape="page" />;
  return (
    <>
      <section class="section" aria-labelledby="curve">
        <h2 id="curve">{w.curve}</h2>
        <p>{text(data.text)}</p>
        {data.steps.length > 0 && (
          <ChartFrame
            title={w.curveTitle}
            subtitle={w.curveSubtitle}
            source={t.ownProcessing}
            file="atgarder-kostnad-per-ton"
            table={<CurveTable curve={data} />}
          >
            <CostCurveChart curve={data} label={w.curveTitle} />
          </ChartFrame>
        )}
        {data.apart.length > 0 && (
          <>
            <h3>{w.apart}</h3>
            <ul class="bulleted">
              {byGap(data.apart, text).map(({ gap, names }) => (
                <li key={gap}>
                  <strong>{gap ?? noCost}:</strong> {names.join(' · ')}
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      {children}
    </>
  );
}

function CurveTable({ curve }: { curve: CostCurve }) {
  const w = measureWords.useWords();
  const { measure, perTonne } = requiresWords.useWords();
  const { lang } = useLanguage();
  return (
    <section class="table-scroll" aria-label={w.curveTitle} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{measure}</th>
            <th scope="col" class="number">
              {w.tonnes}
            </th>
            <th scope="col" class="number">
              {perTonne}
            </th>
            <th scope="col" class="number">
              {w.upTo}
            </th>
          </tr>
        </thead>
        <tbody>
          {curve.steps.map((step) => (
            <tr key={step.id}>
              <th scope="row">{step.name}</th>
              <td class="number">{formatFree(step.tonnes, lang)}</td>
              <td class="number">{formatCount(step.costPerTonne, lang)}</td>
              <td class="number">{formatFree(step.to, lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The measures that give most for a frame of investment. */
export function BestSetPart({
  plan,
  measures,
  frame,
  onFrame,
}: {
  plan: string;
  measures: readonly Measure[];
  frame: number | null;
  onFrame: (frame: number) => void;
}) {
  const w = measureWords.useWords();
  const { text, lang } = useLanguage();
  const [written, setWritten] = useState(frame === null ? '' : formatCount(frame, lang));
  const [fault, setFault] = useState<string | null>(null);
  const { data } = useResource<BestSet>(
    frame === null ? null : apiUrl(`/plans/${plan}/best-set`, { frame }),
  );
  const submit = (event: Event) => {
    event.preventDefault();
    const value = parseNumber(written);
    const good = value !== null && value >= 0;
    setFault(good ? null : w.frameWrong);
    if (good) onFrame(value);
  };
  const names = data?.chosen.map((id) => measures.find((one) => one.id === id)?.name ?? id) ?? [];
  return (
    <section class="section" aria-labelledby="best">
      <h2 id="best">{w.best}</h2>
      <form class="pair" onSubmit={submit} noValidate>
        <FormField
          label={w.frame}
          hint={w.frameHint}
          value={written}
          error={fault}
          onInput={setWritten}
        />
        <button type="submit">{w.count}</button>
      </form>
      {data && frame !== null && (
        <div aria-live="polite">
          <p class="lead">{text(data.text)}</p>
          {names.length > 0 ? (
            <ul class="bulleted" aria-label={w.chosen}>
              {names.map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
          ) : (
            <p>{w.nothing}</p>
          )}
        </div>
      )}
    </section>
  );
}
