import type { ComponentChildren } from 'preact';
import type { CertaintyRow } from '../api/foresight-types';
import type { MissingRow, Ranking, RankingRow, RegionSeries } from '../api/types';
import { Sparkline } from '../charts/sparkline';
import type { RegionPick } from '../charts/region-words';
import { changeUnit, formatChange, formatExact, formatUnit, formatValue } from '../format/number';
import { useLanguage } from '../i18n/language';
import { groupRows, type RowGroup } from '../model/ranking-table';
import { MAX_PINS, type FigureState, type SortKey } from '../routing/figure-state';
import { MissingValue } from './missing-value';
import { ClassBadge, SHAPES } from './rank-badge';
import { SureMark } from './sure-mark';

interface Props {
  ranking: Ranking;
  region: string;
  state: FigureState;
  trends: RegionSeries[];
  /** How sure each colour is, where that is known. */
  sure?: readonly CertaintyRow[];
  pick: RegionPick;
  onChange: (state: FigureState) => void;
  onSource: (region: string, name: string) => void;
}

/** All regions in order of rank, with the class boundaries as labelled rows; missing ones last. */
export function RankingTable(props: Props) {
  const { ranking, state } = props;
  const { t, lang, text } = useLanguage();
  const caption = t.figure.caption(text(ranking.name), ranking.year);
  const groups = groupRows(ranking, state.sort, state.descending);
  return (
    <section class="table-scroll" aria-label={caption} tabIndex={0}>
      <table class="ranking">
        <caption>
          {caption} <span class="caption-note">{formatUnit(ranking.unit, lang)}</span>
        </caption>
        <Head {...props} />
        {groups.map((group) => (
          <tbody key={group.class ?? 'all'}>
            {group.class && <GroupRow group={group} ranking={ranking} />}
            {group.rows.map((row) => (
              <Row key={row.region} row={row} {...props} />
            ))}
          </tbody>
        ))}
        {ranking.missing.length > 0 && (
          <tbody>
            <tr class="group">
              <th colSpan={6} scope="rowgroup">
                {t.figure.missingGroup}
                <span class="group-note">{t.figure.regions(ranking.missing.length)}</span>
              </th>
            </tr>
            {ranking.missing.map((row) => (
              <Missing key={row.region} row={row} {...props} />
            ))}
          </tbody>
        )}
      </table>
    </section>
  );
}

function Head({ ranking, state, onChange }: Props) {
  const { t } = useLanguage();
  const previous = ranking.rows.find((row) => row.previous)?.previous?.year;
  const header = (key: SortKey, label: ComponentChildren, number = false) => {
    const active = state.sort === key;
    return (
      <th
        scope="col"
        class={number ? 'number' : ''}
        aria-sort={active ? (state.descending ? 'descending' : 'ascending') : 'none'}
      >
        <button
          type="button"
          class="sort"
          onClick={() => onChange({ ...state, sort: key, descending: active && !state.descending })}
        >
          {label}
        </button>
      </th>
    );
  };
  return (
    <thead>
      <tr>
        {header('plats', t.rank)}
        {header('namn', t.region)}
        {header('varde', t.value, true)}
        {header('forandring', previous ? t.figure.changeSince(previous) : t.figure.change, true)}
        <th scope="col">{t.classes.column[ranking.scheme]}</th>
        <th scope="col" class="trend-cell">
          {t.figure.trend}
        </th>
      </tr>
    </thead>
  );
}

function GroupRow({ group, ranking }: { group: RowGroup; ranking: Ranking }) {
  const { t, lang } = useLanguage();
  if (!group.class) return null;
  return (
    <tr class="group">
      <th colSpan={6} scope="rowgroup">
        <ClassBadge rankClass={group.class} scheme={ranking.scheme} />
        <span class="group-note">
          {t.figure.regions(ranking.classSizes[group.class])}
          {group.boundary !== null && (
            <>
              {' '}
              ·{' '}
              {t.figure.boundary(
                `${formatExact(group.boundary, ranking.decimals, lang)}\u00a0${formatUnit(ranking.unit, lang)}`,
              )}
            </>
          )}
        </span>
      </th>
    </tr>
  );
}

function RegionName({
  row,
  region,
  state,
  onChange,
}: Pick<Props, 'region' | 'state' | 'onChange'> & { row: RankingRow | MissingRow }) {
  const { t } = useLanguage();
  const own = row.region === region;
  const pinned = state.pins.includes(row.region);
  const toggle = () =>
    onChange({
      ...state,
      pins: pinned ? state.pins.filter((code) => code !== row.region) : [...state.pins, row.region],
    });
  return (
    <th scope="row" class="region-cell">
      {own ? (
        <span class="pin-space" />
      ) : (
        <button
          type="button"
          class="pin"
          aria-pressed={pinned}
          onClick={toggle}
          disabled={!pinned && state.pins.length >= MAX_PINS}
          aria-label={pinned ? t.figure.unpin(row.name) : t.figure.pin(row.name)}
        >
          {pinned ? '✓' : '+'}
        </button>
      )}
      {row.shortName} {own && <span class="your-region">{t.yourRegion}</span>}
    </th>
  );
}

function Row({
  row,
  ranking,
  region,
  state,
  trends,
  sure = [],
  pick,
  onChange,
  onSource,
}: Props & { row: RankingRow }) {
  const { t, lang } = useLanguage();
  const own = row.region === region;
  const trend = trends.find((one) => one.region === row.region);
  const certain = sure.find((one) => one.region === row.region)?.sure ?? null;
  const differs = row.printed !== null && row.printed.rank !== row.rank;
  return (
    <tr
      class={`${own ? 'own' : ''}${pick.lit === row.region ? ' lit' : ''}`}
      onPointerEnter={() => pick.light(row.region)}
      onPointerLeave={() => pick.light(null)}
    >
      <td>
        {ranking.n > 1 ? row.rank : '–'}
        {row.tied > 1 && <span class="shared"> ({t.badge.sharedWord})</span>}
        {differs && row.printed && (
          <span class="rank-note">
            {t.badge.printed}: {row.printed.class && SHAPES[row.printed.class]} {row.printed.rank}{' '}
            {t.of} {row.printed.of}
          </span>
        )}
      </td>
      <RegionName row={row} region={region} state={state} onChange={onChange} />
      <td class="number">
        <button type="button" class="value plain" onClick={() => onSource(row.region, row.name)}>
          {formatValue(row.value, ranking.decimals, lang)}
          <span class="visually-hidden">. {t.overview.sourceOf(row.name, ranking.year)}</span>
        </button>
        {row.status !== 'final' && <span class="status">{t.status[row.status]}</span>}
      </td>
      <td class="number">
        {row.change === null ? (
          <span class="muted">{t.missing.missing}</span>
        ) : (
          <>
            {formatChange(row.change, ranking.decimals, lang)}
            <span class="visually-hidden"> {changeUnit(ranking.unit, t.points, lang)}</span>
          </>
        )}
      </td>
      <td>
        <ClassBadge rankClass={row.class} scheme={ranking.scheme} rank={row.rank} />
        {certain !== null && <SureMark sure={certain} short />}
      </td>
      <td class="trend-cell">{trend && <Sparkline points={trend.values} />}</td>
    </tr>
  );
}

function Missing({ row, ranking, region, state, onChange }: Props & { row: MissingRow }) {
  const { t } = useLanguage();
  return (
    <tr class={`missing-row${row.region === region ? ' own' : ''}`}>
      <td>
        –<span class="visually-hidden">{t.badge.notRanked}</span>
      </td>
      <RegionName row={row} region={region} state={state} onChange={onChange} />
      <td colSpan={4}>
        <MissingValue reason={row.reason} />
        {row.printed && (
          <span class="rank-note">
            {t.badge.printed}: {row.printed.rank} {t.of} {row.printed.of} ({ranking.year})
          </span>
        )}
      </td>
    </tr>
  );
}
