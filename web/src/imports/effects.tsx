// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import type { Affected, RankMove } from '../api/import-types';
import { findRegion, useReference } from '../api/reference';
import { formatCount } from '../format/amount';
import { changeUnit, difference, formatChange, formatExact, formatUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { useHref } from '../routing/location';
import { importWords } from './words';
import { CardTable, head, numberHead } from '../components/card-table';

export interface EffectsShown {
  affected: readonly Affected[];
  affectedTotal: number;
  rankMoves: readonly RankMove[];
  rankMovesTotal: number;
}

const SHOWN = 20;

/** What people see change: values before and after, and ranks that move. */
export function Effects({ effects }: { effects: EffectsShown }) {
  const w = importWords.useWords();
  const e = w.effects;
  if (effects.affectedTotal === 0 && effects.rankMovesTotal === 0) return <p>{e.none}</p>;
  return (
    <>
      {effects.affectedTotal > 0 && <AffectedTable {...effects} />}
      <h3>{e.moves}</h3>
      {effects.rankMovesTotal === 0 ? <p>{e.noMoves}</p> : <MovesTable {...effects} />}
    </>
  );
}

function useNames() {
  const reference = useReference();
  const { text } = useLanguage();
  const figure = (id: string) => reference.keyFigures.find((one) => one.id === id);
  return {
    figure,
    name: (id: string) => {
      const found = figure(id);
      return found ? text(found.name) : id;
    },
    region: (code: string) => findRegion(reference, code)?.shortName ?? code,
  };
}

function AffectedTable({ affected, affectedTotal }: EffectsShown) {
  const w = importWords.useWords();
  const { t, lang } = useLanguage();
  const href = useHref();
  const names = useNames();
  const e = w.effects;
  const rest = affectedTotal - Math.min(affected.length, SHOWN);
  return (
    <>
      <CardTable
        label={e.title}
        kind="effects"
        heads={[
          head(e.figure),
          head(t.region),
          head(t.year),
          numberHead(e.before),
          numberHead(e.after),
          numberHead(e.change),
        ]}
      >
        {affected.slice(0, SHOWN).map((one) => {
          const figure = names.figure(one.keyFigure);
          const decimals = figure?.decimals ?? 1;
          const show = (value: number | null) =>
            value === null ? (
              <span class="muted">{e.noValue}</span>
            ) : (
              formatExact(value, decimals, lang)
            );
          return (
            <tr role="row" key={`${one.keyFigure} ${one.region} ${one.year}`}>
              <th scope="row" role="rowheader">
                {figure ? (
                  <a href={href(`/nyckeltal/${figure.slug}/${one.year}`)}>
                    {names.name(one.keyFigure)}
                  </a>
                ) : (
                  one.keyFigure
                )}
                <span class="unit">{figure && formatUnit(figure.unit, lang)}</span>
              </th>
              <td role="cell" data-label={t.region}>
                {names.region(one.region)}
              </td>
              <td role="cell" data-label={t.year}>
                {one.year}
              </td>
              <td class="number" role="cell" data-label={e.before}>
                {show(one.before)}
              </td>
              <td class="number" role="cell" data-label={e.after}>
                {show(one.after)}
              </td>
              <td class="number" role="cell" data-label={e.change}>
                {one.before === null || one.after === null ? (
                  <span class="muted">{one.before === null ? e.isNew : '–'}</span>
                ) : (
                  <>
                    {formatChange(difference(one.after, one.before), decimals + 1, lang)}
                    {figure?.unit === '%' && (
                      <span class="unit">{changeUnit('%', t.points, lang)}</span>
                    )}
                  </>
                )}
              </td>
            </tr>
          );
        })}
      </CardTable>
      {rest > 0 && <p class="muted">{e.more(formatCount(rest, lang))}</p>}
    </>
  );
}

function MovesTable({ rankMoves, rankMovesTotal }: EffectsShown) {
  const w = importWords.useWords();
  const { t, lang } = useLanguage();
  const names = useNames();
  const e = w.effects;
  const rest = rankMovesTotal - Math.min(rankMoves.length, SHOWN);
  const place = (rank: number | null, name: RankMove['classAfter']) =>
    rank === null ? '–' : `${rank}${name ? ` · ${t.classes.thirds[name]}` : ''}`;
  return (
    <>
      <CardTable
        label={e.moves}
        kind="effects"
        heads={[e.figure, t.region, t.year, e.rankBefore, e.rankAfter].map(head)}
      >
        {rankMoves.slice(0, SHOWN).map((move) => (
          <tr role="row" key={`${move.keyFigure} ${move.region} ${move.year}`}>
            <th scope="row" role="rowheader">
              {names.name(move.keyFigure)}
            </th>
            <td role="cell" data-label={t.region}>
              {names.region(move.region)}
            </td>
            <td role="cell" data-label={t.year}>
              {move.year}
            </td>
            <td role="cell" data-label={e.rankBefore}>
              {place(move.rankBefore, move.classBefore)}
            </td>
            <td role="cell" data-label={e.rankAfter}>
              {place(move.rankAfter, move.classAfter)}
            </td>
          </tr>
        ))}
      </CardTable>
      {rest > 0 && <p class="muted">{e.more(formatCount(rest, lang))}</p>}
    </>
  );
}
