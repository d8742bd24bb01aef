import { useState } from 'preact/hooks';
import { findBySlug, useReference } from '../api/reference';
import type { Cell, Comparison, ComparisonRow, KeyFigure } from '../api/types';
import { changeUnit, formatChange, formatUnit, formatValue, withUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { byTheme, worstFirst } from '../model/comparison-order';
import { changeOf, deviation } from '../model/deviation';
import { address } from '../routing/address';
import { useHref } from '../routing/location';
import type { OverviewState } from '../routing/overview-state';
import { DefinitionDialog } from './definition-dialog';
import { RankStatementBadges } from './rank-badge';
import { TargetStatusView } from './target-status';

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
  const caption = t.overview.caption(comparison.name);
  return (
    <>
      <section class="table-scroll" aria-label={caption} tabIndex={0}>
        <table class="comparison">
          <caption>
            {caption} <span class="caption-note">{t.overview.hint}</span>
          </caption>
          <thead>
            <tr>
              <th scope="col">{t.overview.figure}</th>
              {comparison.years.map((year) => (
                <th key={year} scope="col" class="number">
                  {year}
                </th>
              ))}
              <th scope="col" class="number">
                {t.target.column(targetYears.length === 1 ? (targetYears[0] ?? null) : null)}
              </th>
              <th scope="col">{t.target.heading}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row
                key={row.keyFigure}
                row={row}
                comparison={comparison}
                view={view}
                onSource={onSource}
                onAbout={() => setAbout(findBySlug(reference, row.slug) ?? null)}
                showTargetYear={targetYears.length > 1}
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
  showTargetYear,
}: {
  row: ComparisonRow;
  comparison: Comparison;
  view: Props['view'];
  onSource: Props['onSource'];
  onAbout: () => void;
  showTargetYear: boolean;
}) {
  const { t, lang, text } = useLanguage();
  const reference = useReference();
  const href = useHref();
  const name = text(row.name);
  const theme = findBySlug(reference, row.slug)?.theme;
  const own = comparison.region === reference.info.site.region ? null : comparison.region;
  return (
    <tr>
      <th scope="row">
        {theme && <span class="theme">{text(theme)}</span>}
        <a href={href(address(`/nyckeltal/${row.slug}`, { region: own }))}>{name}</a>
        <button type="button" class="info" onClick={onAbout} aria-label={t.overview.info(name)}>
          i
        </button>
        <span class="unit">
          {formatUnit(row.unit, lang)} · {t.polarity[row.polarity].toLowerCase()}
        </span>
      </th>
      {row.cells.map((cell) => (
        <td key={cell.year} class="number">
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
      <td class="number">
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
        {row.target && showTargetYear && <span class="small">{row.target.year}</span>}
      </td>
      <td>
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
  const { t, lang } = useLanguage();
  if (cell.value === null) {
    const reason = cell.reason ?? 'missing';
    return (
      <span class="missing" title={t.missingWhy[reason]}>
        {t.missing[reason]}
      </span>
    );
  }
  return (
    <>
      <button type="button" class="value" onClick={onSource}>
        {formatValue(cell.value, row.decimals, lang)}
        <span class="visually-hidden">
          {' '}
          {formatUnit(row.unit, lang)}. {t.overview.sourceOf(name, cell.year)}
        </span>
      </button>
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
