// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { useState } from 'preact/hooks';
import { findBySlug, useReference } from '../api/reference';
import type { Cell, Comparison, ComparisonRow, KeyFigure } from '../api/types';
import { changeUnit, formatChange, formatUnit, formatValue, withUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { lazy } from '../lazy';
import { byTheme, worstFirst } from '../model/comparison-order';
import { changeOf, deviation } from '../model/deviation';
import { address } from '../routing/address';
import { useHref } from '../routing/location';
import type { OverviewState } from '../routing/overview-state';
import { MissingValue } from './missing-value';
import { RankStatementBadges } from './rank-badge';
import { TargetStatusView } from './target-status';
import { ValueButton } from './value-button';

const DefinitionDialog = lazy(
  () => import('./definition-dialog').then((part) => part.DefinitionDialog),
  'none',
);

interface Props {
  comparison: Comparison;
  view: OverviewState['view'];
  order: OverviewState['order'];
  onSource: (keyFigure: string, year: number) => void;
}

/** The key figure comparison: a plain table, one row per key figure, one column per year. */
export function ComparisonTable({ comparison, view, order, onSource }: Props) {
  const { t } = useLanguage();
  const reference = useReference();
  const [about, setAbout] = useState<KeyFigure | null>(null);
  const rows =
    order === 'samst'
      ? worstFirst(comparison.rows)
      : byTheme(comparison.rows, (row) => findBySlug(reference, row.slug)?.theme.sv ?? '');
  const targetYears = [...new Set(rows.flatMap((row) => (row.target ? [row.target.year] : [])))];
  const targetYear = targetYears.length === 1 ? (targetYears[0] ?? null) : null;
  const caption = t.overview.caption(comparison.name);
  return (
    <>
      <section class="table-scroll" aria-label={caption} tabIndex={0}>
        <table class="comparison cards" role="table">
          <caption>
            {caption} <span class="caption-note">{t.overview.hint}</span>
          </caption>
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader">
                {t.overview.figure}
              </th>
              {comparison.years.map((year) => (
                <th key={year} scope="col" role="columnheader" class="number">
                  {year}
                </th>
              ))}
              <th scope="col" role="columnheader" class="number">
                {t.target.column(targetYear)}
              </th>
              <th scope="col" role="columnheader">
                {t.target.heading}
              </th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row) => (
              <Row
                key={row.keyFigure}
                row={row}
                comparison={comparison}
                view={view}
                onSource={onSource}
                onAbout={() => setAbout(findBySlug(reference, row.slug) ?? null)}
                targetYear={targetYear}
              />
            ))}
          </tbody>
        </table>
      </section>
      {about && <DefinitionDialog figure={about} onClose={() => setAbout(null)} />}
    </>
  );
}

function Row({
  row,
  comparison,
  view,
  onSource,
  onAbout,
  targetYear,
}: {
  row: ComparisonRow;
  comparison: Comparison;
  view: Props['view'];
  onSource: Props['onSource'];
  onAbout: () => void;
  /** The year of all targets, where they have one in common. */
  targetYear: number | null;
}) {
  const { t, lang, text } = useLanguage();
  const reference = useReference();
  const href = useHref();
  const name = text(row.name);
  const theme = findBySlug(reference, row.slug)?.theme;
  const own = comparison.region === reference.info.site.region ? null : comparison.region;
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        {theme && <span class="theme">{text(theme)}</span>}
        <span class="name-line">
          <a href={href(address(`/nyckeltal/${row.slug}`, { region: own }))}>{name}</a>
          <button type="button" class="info" onClick={onAbout} aria-label={t.overview.info(name)}>
            i
          </button>
        </span>
        <span class="unit">
          {formatUnit(row.unit, lang)} · {t.polarity[row.polarity].toLowerCase()}
        </span>
      </th>
      {row.cells.map((cell) => (
        <td key={cell.year} role="cell" class="number" data-label={cell.year}>
          <Value
            row={row}
            cell={cell}
            name={name}
            onSource={() => onSource(row.keyFigure, cell.year)}
          />
          {cell.value !== null && (
            <Beside row={row} cell={cell} view={view} scheme={comparison.scheme} />
          )}
        </td>
      ))}
      <td
        role="cell"
        class="number target-cell"
        data-label={t.target.column(row.target?.year ?? targetYear)}
      >
        {row.target ? (
          <span class="target-value">{formatValue(row.target.value, row.decimals, lang)}</span>
        ) : (
          <>
            <span class="muted" aria-hidden="true">
              –
            </span>
            <span class="visually-hidden">{t.target.none}</span>
          </>
        )}
        {row.target && targetYear === null && (
          <span class="small target-year">{row.target.year}</span>
        )}
      </td>
      <td role="cell" class="status-cell" data-label={t.target.heading}>
        <TargetStatusView
          target={row.target}
          unit={row.unit}
          decimals={row.decimals}
          polarity={row.polarity}
          name={name}
        />
      </td>
    </tr>
  );
}

function Value({
  row,
  cell,
  name,
  onSource,
}: {
  row: ComparisonRow;
  cell: Cell;
  name: string;
  onSource: () => void;
}) {
  const { t } = useLanguage();
  if (cell.value === null) return <MissingValue reason={cell.reason} />;
  return (
    <>
      <ValueButton
        value={cell.value}
        decimals={row.decimals}
        unit={row.unit}
        about={name}
        year={cell.year}
        onSource={onSource}
      />
      {cell.status && cell.status !== 'final' && (
        <span class="status">{t.status[cell.status]}</span>
      )}
    </>
  );
}

function Beside({
  row,
  cell,
  view,
  scheme,
}: {
  row: ComparisonRow;
  cell: Cell;
  view: Props['view'];
  scheme: Comparison['scheme'];
}) {
  const { t, lang } = useLanguage();
  const unit = changeUnit(row.unit, t.points, lang);
  if (view === 'avvikelse') {
    const gap = deviation(cell.value, row.target?.value, row.polarity);
    if (!gap) return <span class="small">{t.overview.noTarget}</span>;
    return (
      <span class="small">
        {gap.met
          ? t.overview.deviation.met
          : t.overview.deviation.left(withUnit(formatValue(gap.gap, row.decimals, lang), unit))}
      </span>
    );
  }
  if (view === 'forandring') {
    const change = changeOf(row, cell);
    if (change.kind === 'none') return <span class="small">{t.overview.noEarlier}</span>;
    if (change.kind === 'otherSeries') return <span class="small">{t.overview.otherSeries}</span>;
    return (
      <span class="small">
        {withUnit(formatChange(change.by, row.decimals, lang), unit)}{' '}
        {t.overview.since(change.since)}
      </span>
    );
  }
  return <RankStatementBadges cell={cell} scheme={scheme} />;
}
