import type { Cell, RankClass, Scheme } from '../api/types';
import { useLanguage } from '../i18n/language';
import { rankStatement } from '../model/rank-statement';

export const SHAPES: Record<RankClass, string> = { green: '▲', yellow: '●', red: '▼' };

const tone = (rankClass: RankClass | null): string => `badge badge-${rankClass ?? 'grey'}`;

/** Shape and word of a class: "▲ Bästa tredjedelen"; on narrow screens the rank instead. */
export function ClassBadge({
  rankClass,
  scheme,
  rank,
}: {
  rankClass: RankClass | null;
  scheme: Scheme;
  rank?: number;
}) {
  const { t } = useLanguage();
  if (!rankClass) return <span class="badge badge-grey">{t.classes.none}</span>;
  return (
    <span class={tone(rankClass)}>
      <span class="shape">{SHAPES[rankClass]}</span>{' '}
      <span class={rank === undefined ? '' : 'wide-only'}>{t.classes[scheme][rankClass]}</span>
      {rank !== undefined && (
        <span class="narrow-only" aria-hidden="true">
          {rank}
        </span>
      )}
    </span>
  );
}

/** "▼ 17 av 21", with a word before it where printed and computed rank must be told apart. */
export function RankOf({
  rank,
  of,
  rankClass,
  label,
  note,
}: {
  rank: number;
  of: number;
  rankClass: RankClass | null;
  label?: string;
  note?: string;
}) {
  const { t } = useLanguage();
  return (
    <span class={tone(rankClass)}>
      {label && <span class="badge-label">{label}: </span>}
      {rankClass && (
        <>
          <span class="shape">{SHAPES[rankClass]}</span>{' '}
        </>
      )}
      {rank} {t.of} {of}
      {note && <span class="badge-note"> {note}</span>}
    </span>
  );
}

type Ranked = Pick<Cell, 'printed' | 'computed' | 'series'>;

/** Every statement about the rank of one value: printed, computed, both, or not yet. */
export function RankStatementBadges({ cell, scheme }: { cell: Ranked; scheme: Scheme }) {
  const { t } = useLanguage();
  const statement = rankStatement(cell);
  const word = (rankClass: RankClass | null) =>
    rankClass ? t.classes[scheme][rankClass] : t.classes.none;
  if (statement.kind === 'both') {
    const { rank, of, class: rankClass } = statement;
    return (
      <span class="ranks">
        <RankOf rank={rank} of={of} rankClass={rankClass} note={t.badge.both} />
        <span class="visually-hidden"> ({word(rankClass)})</span>
      </span>
    );
  }
  if (statement.kind === 'differ') {
    const { printed, computed } = statement;
    return (
      <span class="ranks">
        <RankOf
          rank={printed.rank}
          of={printed.of}
          rankClass={printed.class}
          label={t.badge.printed}
        />
        <span class="ranks-and"> · </span>
        <RankOf
          rank={computed.rank}
          of={computed.of}
          rankClass={computed.class}
          label={t.badge.computed}
        />
        <span class="visually-hidden">
          {' '}
          ({word(printed.class)}, {word(computed.class)})
        </span>
      </span>
    );
  }
  if (statement.kind === 'printed') {
    const { rank, of, class: rankClass } = statement.printed;
    return (
      <span class="ranks">
        <RankOf rank={rank} of={of} rankClass={rankClass} note={t.badge.printed} />
        <span class="visually-hidden"> ({word(rankClass)})</span>
      </span>
    );
  }
  if (statement.kind === 'computed') {
    const { computed, printedEdition } = statement;
    return (
      <span class="ranks">
        {printedEdition && <span class="badge badge-grey">{t.badge.notRankedInPrint}</span>}
        {printedEdition && <span class="ranks-and"> · </span>}
        <RankOf
          rank={computed.rank}
          of={computed.of}
          rankClass={computed.class}
          label={t.badge.computed}
        />
        <span class="visually-hidden"> ({word(computed.class)})</span>
      </span>
    );
  }
  return (
    <span class="ranks">
      <span class="badge badge-grey">{t.badge.notRanked}</span>
    </span>
  );
}
