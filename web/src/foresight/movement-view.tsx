import type { Movement, RegionName } from '../api/foresight-types';
import { findRegion, useReference } from '../api/reference';
import { ChartFrame } from '../charts/chart-frame';
import { MovementChart } from '../charts/movement-chart';
import { formatChange, formatExact, formatUnit, withUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { steps } from '../model/movement';
import { foresightWords } from './words';

/** The sentence, the picture, the parts as a table, and who was passed by whom. */
export function MovementView({ movement }: { movement: Movement }) {
  const w = foresightWords.useWords();
  const { t, text } = useLanguage();
  const title = w.movement.chart(movement.regionName, movement.from, movement.to);
  const split = movement.parts !== null;
  return (
    <>
      <p class="lead">{text(movement.text)}</p>
      <div class="foresight-grid">
        <ChartFrame
          title={title}
          subtitle={`${text(movement.name)} · ${w.movement.subtitle}`}
          source={[movement.sourceText && text(movement.sourceText), t.ownProcessing]
            .filter(Boolean)
            .join(' · ')}
          file={`${movement.slug}-placering-${movement.from}-${movement.to}`}
          table={<PartsTable movement={movement} caption={title} />}
        >
          {split && (
            <p class="chart-key">
              <span>
                <i class="key-bar key-own" />
                {w.movement.keyBetter}
              </span>
              <span>
                <i class="key-hatch" />
                {w.movement.keyWorse}
              </span>
            </p>
          )}
          <MovementChart movement={movement} label={title} />
        </ChartFrame>
        <div class="card">
          {split ? <Passing movement={movement} /> : <h3>{w.movement.printedTitle}</h3>}
          {!split && <PartsTable movement={movement} caption={title} />}
          {split && (
            <details>
              <summary>{w.movement.how}</summary>
              <p>{w.movement.method}</p>
            </details>
          )}
        </div>
      </div>
    </>
  );
}

function Passing({ movement }: { movement: Movement }) {
  const w = foresightWords.useWords();
  const { lang } = useLanguage();
  const { asPublished, today } = movement;
  const word = (rank: number | null) => (rank === null ? w.movement.unknown : String(rank));
  const show = (value: number | null) =>
    value === null
      ? w.movement.unknown
      : withUnit(formatExact(value, movement.decimals, lang), formatUnit(movement.unit, lang));
  const differs =
    asPublished &&
    today &&
    (asPublished.rankFrom !== today.rankFrom || asPublished.rankTo !== today.rankTo);
  return (
    <>
      <Names title={w.movement.overtook} regions={movement.overtook} always />
      <Names title={w.movement.overtakenBy} regions={movement.overtakenBy} always />
      <Names title={w.movement.joined} regions={movement.joined} />
      <Names title={w.movement.left} regions={movement.left} />
      {differs && (
        <p>
          {w.movement.published(word(asPublished.rankFrom), word(asPublished.rankTo))}{' '}
          {w.movement.today(word(today.rankFrom), word(today.rankTo))}
        </p>
      )}
      {movement.revised.length > 0 && (
        <details>
          <summary>
            {w.movement.revised} ({movement.revised.length})
          </summary>
          <ul class="bulleted">
            {movement.revised.map((one) => (
              <li key={`${one.region} ${one.year}`}>
                {one.name},{' '}
                {w.movement.revisedFrom(one.year, show(one.published), show(one.today))}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Names({
  title,
  regions,
  always = false,
}: {
  title: string;
  regions: RegionName[];
  /** Told even when there is nobody. */
  always?: boolean;
}) {
  const w = foresightWords.useWords();
  const reference = useReference();
  if (regions.length === 0 && !always) return null;
  const names = regions.map((one) => findRegion(reference, one.region)?.shortName ?? one.name);
  return (
    <>
      <h3>
        {title}
        {regions.length > 0 && ` (${regions.length})`}
      </h3>
      {names.length === 0 ? <p class="muted">{w.movement.nobody}</p> : <p>{names.join(', ')}</p>}
    </>
  );
}

function PartsTable({ movement, caption }: { movement: Movement; caption: string }) {
  const w = foresightWords.useWords();
  const { lang } = useLanguage();
  const split = movement.parts !== null;
  const start = split ? w.movement.start : w.movement.printedRow;
  return (
    <table>
      <caption class={split ? '' : 'visually-hidden'}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{w.movement.part}</th>
          <th scope="col" class="number">
            {w.movement.places}
          </th>
          <th scope="col" class="number">
            {w.movement.rank}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{start(movement.from)}</th>
          <td class="number" />
          <td class="number">{movement.rankFrom ?? w.movement.unknown}</td>
        </tr>
        {steps(movement).map(({ part, change, after }) => (
          <tr key={part}>
            <th scope="row">{w.movement.parts[part]}</th>
            <td class="number">{formatChange(change, 0, lang)}</td>
            <td class="number">{after}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{start(movement.to)}</th>
          <td class="number">
            {movement.change !== null && formatChange(movement.change, 0, lang)}
          </td>
          <td class="number">{movement.rankTo ?? w.movement.unknown}</td>
        </tr>
      </tbody>
    </table>
  );
}
