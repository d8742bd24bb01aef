import type { Column, Followed, OrgUnit, Source } from '../api/follow-types';
import { Listed } from '../components/listed';
import { Tag, type TagKind } from '../components/tag';
import { useLanguage } from '../i18n/language';
import { planWords } from './words';

const KINDS: Record<Column, TagKind> = {
  notStarted: 'off',
  ongoing: 'plain',
  late: 'bad',
  done: 'good',
  cancelled: 'off',
};

/** Where a measure stands, in a word; one that is put off says so too. */
export function StatusTag({ measure }: { measure: Followed }) {
  const w = planWords.useWords();
  return (
    <span class="tags">
      <Tag kind={KINDS[measure.column]}>{w.columns[measure.column]}</Tag>
      {measure.state === 'postponed' && <Tag kind="wait">{w.postponed}</Tag>}
    </span>
  );
}

/** What else is to know at once: made up, or a mandate of the board. */
export function Notices({ measure }: { measure: Followed }) {
  const w = planWords.useWords();
  const { t } = useLanguage();
  return (
    <>
      {measure.rsMandate && <Tag kind="plain">{w.rsMandate}</Tag>}{' '}
      {measure.example && <Tag kind="wait">{t.exampleData}</Tag>}
    </>
  );
}

/** How long ago somebody wrote about it. */
export function UpdatedAgo({ measure }: { measure: Followed }) {
  const w = planWords.useWords();
  if (!measure.lastUpdate) return <span class="muted">{w.never}</span>;
  return <span title={measure.lastUpdate.date}>{w.daysAgo(measure.lastUpdate.daysAgo)}</span>;
}

export function Steps({ measure }: { measure: Followed }) {
  const w = planWords.useWords();
  const { done, total } = measure.activities;
  return total === 0 ? (
    <span class="muted">{w.noSteps}</span>
  ) : (
    <>{w.stepsOf(done, total)}</>
  );
}

/** The name of a unit; its short form when nothing more is known. */
export function useUnitName(units: readonly OrgUnit[]): (code: string | null) => string | null {
  const { text } = useLanguage();
  return (code) => {
    const unit = units.find((one) => one.code === code || one.id === code);
    return unit ? text(unit.name) : code;
  };
}

/** Where something is said, in words and by document. */
export function SourceLine({ source }: { source: Source | string | null }) {
  const w = planWords.useWords();
  if (!source) return null;
  const texts = (
    typeof source === 'string' ? [source] : [source.text, source.document]
  ).filter(Boolean);
  return texts.length > 0 ? (
    <span class="small">
      {w.source}: <Listed texts={texts} />
    </span>
  ) : null;
}
