import type { Coming, Scenario, ScenarioRow } from '../api/plan-types';
import type { KeyFigure } from '../api/types';
import { ClassBadge } from '../components/rank-badge';
import { oddsText } from '../foresight/class-odds';
import { formatCount } from '../format/amount';
import { formatShare, formatUnit, formatValue, withUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { requiresWords } from './words';

/** Every key figure that the assumptions touch, today, without and with; and what it all costs. */
export function ScenarioView({ scenario, figure }: { scenario: Scenario; figure: KeyFigure }) {
  const rows = [...scenario.rows].sort(
    (a, b) => Number(b.keyFigure === figure.id) - Number(a.keyFigure === figure.id),
  );
  return (
    <>
      {rows.map((row) => (
        <RowTable key={row.keyFigure} row={row} year={scenario.year} />
      ))}
      {scenario.measures.length > 0 && <Sums scenario={scenario} />}
    </>
  );
}

function RowTable({ row, year }: { row: ScenarioRow; year: number }) {
  const w = requiresWords.useWords();
  const { t, text, lang } = useLanguage();
  const { today, target } = row;
  const unit = formatUnit(row.unit, lang);
  const show = (value: number) => formatValue(value, row.decimals, lang);
  const caption = w.caption(text(row.name), year);
  const sides: (Coming | null)[] = [row.without, row.with];
  const cells = (of: (coming: Coming) => string | null) =>
    sides.map((side, index) => (
      <td key={index} class={`number${index === 1 ? ' assumed' : ''}`}>
        {(side && of(side)) ?? <span class="muted">{w.unknown}</span>}
      </td>
    ));
  return (
    <section class="table-scroll" aria-label={caption} tabIndex={0}>
      <table class="scenario">
        <caption>
          {caption} <span class="caption-note">{unit}</span>
        </caption>
        <thead>
          <tr>
            <td />
            <th scope="col" class="number">
              {today ? w.todayHead(today.year) : w.none}
            </th>
            <th scope="col" class="number">
              {w.without}
            </th>
            <th scope="col" class="number assumed">
              {w.with}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{w.rowValue}</th>
            <td class="number">{today ? show(today.value) : w.none}</td>
            {cells(({ value }) => (value === null ? null : show(value)))}
          </tr>
          <tr>
            <th scope="row">{w.rowInterval}</th>
            <td class="number">{w.none}</td>
            {cells(({ low, high }) =>
              low === null || high === null ? null : `${show(low)}–${show(high)}`,
            )}
          </tr>
          <tr>
            <th scope="row">{w.rowRank}</th>
            <td class="number">
              {today && today.rank !== null ? `${today.rank} ${t.of} ${today.of}` : w.none}
            </td>
            {cells(({ rank, rankLow, rankHigh }) =>
              rank === null
                ? null
                : rankLow === null || rankLow === rankHigh
                  ? String(rank)
                  : `${rank} (${rankLow}–${rankHigh})`,
            )}
          </tr>
          <tr>
            <th scope="row">{w.rowClass}</th>
            {[today, ...sides].map((side, index) => (
              <td key={index} class={`number${index === 2 ? ' assumed' : ''}`}>
                {side?.class ? <ClassBadge rankClass={side.class} scheme="thirds" /> : w.none}
              </td>
            ))}
          </tr>
          {target && (
            <tr>
              <th scope="row">{w.rowTarget(withUnit(show(target.value), unit))}</th>
              <td class="number">{w.none}</td>
              {cells(({ targetProbability: odds }) =>
                odds === null ? null : oddsText(odds, (one) => formatShare(one, lang)),
              )}
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}

function Sums({ scenario }: { scenario: Scenario }) {
  const w = requiresWords.useWords();
  const { lang } = useLanguage();
  const { co2eTonnes: tonnes, investment, annualCost } = scenario;
  const show = (value: number | null, unit: string) =>
    value === null ? w.unknown : withUnit(formatCount(value, lang), unit);
  return (
    <>
      <h3>{w.sums}</h3>
      <dl class="outlook">
        {[
          [w.tonnes, show(tonnes, w.tonneUnit)],
          [w.investment, show(investment, w.kronor)],
          [w.annualCost, show(annualCost, w.kronor)],
          [
            w.perTonneTogether,
            show(tonnes && annualCost !== null ? annualCost / tonnes : null, w.kronor),
          ],
        ].map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span class="big">{words}</span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
