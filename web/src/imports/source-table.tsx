// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import type { ComponentChildren } from 'preact';
import type { Source } from '../api/import-types';
import { Tag } from '../components/tag';
import { formatCount } from '../format/amount';
import { formatTime } from '../format/date';
import { useLanguage } from '../i18n/language';
import { SOURCE_TAGS, intervalOf, urgentFirst } from '../model/import-state';
import { useHref } from '../routing/location';
import { importWords } from './words';
import { CardTable, head, numberHead } from '../components/card-table';

const COLUMNS = ['read', 'stored', 'duplicate', 'quarantined'] as const;

/** The sources, those with trouble first: state in a word, when and what came last, what is next. */
export function SourceTable({ sources }: { sources: readonly Source[] }) {
  const w = importWords.useWords();
  const c = w.columns;
  const heads = [
    ...[c.source, c.state, c.lastSuccess, c.lastAttempt].map(head),
    ...COLUMNS.map((name) => numberHead(w.counts[name])),
  ];
  return (
    <CardTable label={w.sources} kind="status-table" heads={heads}>
      {urgentFirst(sources).map((source) => (
        <SourceRow key={source.id} source={source} />
      ))}
    </CardTable>
  );
}

function SourceRow({ source }: { source: Source }) {
  const w = importWords.useWords();
  const { text, lang } = useLanguage();
  const href = useHref();
  const c = w.columns;
  const attempt = source.lastAttempt;
  /** The latest try is the one that was read: nothing more to say of it. */
  const went = attempt?.state === 'stored';
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        <a class="name" href={href(`/admin/kallor/${source.id}`)}>
          {text(source.name)}
        </a>
        <span class="small">{source.transport.map((one) => w.transports[one]).join(', ')}</span>
      </th>
      <td role="cell" data-label={c.state}>
        <Tag kind={SOURCE_TAGS[source.state]}>{w.states[source.state]}</Tag>
        <Freshness source={source} />
        {source.nextRun && (
          <span class="small">
            {w.nextRun} <time dateTime={source.nextRun}>{formatTime(source.nextRun)}</time>
          </span>
        )}
      </td>
      <td role="cell" data-label={c.lastSuccess}>
        {source.lastSuccess ? (
          <RunLink run={went ? attempt.import : null}>
            <time dateTime={source.lastSuccess}>{formatTime(source.lastSuccess)}</time>
          </RunLink>
        ) : (
          <span class="muted">{w.states.never}</span>
        )}
      </td>
      <td
        role="cell"
        class={went || !attempt ? 'said-already' : 'last-attempt'}
        data-label={c.lastAttempt}
      >
        {!attempt ? (
          <span class="muted">–</span>
        ) : went ? (
          <span class="muted">{w.batch.stored}</span>
        ) : (
          <>
            <RunLink run={attempt.import}>{w.batch[attempt.state]}</RunLink>
            <span class="small">{formatTime(attempt.at)}</span>
            {attempt.state === 'held' && attempt.import && (
              <a class="small" href={href(`/import/korningar/${attempt.import}/hallna`)}>
                {w.heldRows}
              </a>
            )}
          </>
        )}
      </td>
      {COLUMNS.map((name) => (
        <td key={name} role="cell" class={`number count-${name}`} data-label={w.counts[name]}>
          {source.rows ? (
            <span class={source.rows[name] === 0 ? 'muted' : ''}>
              {formatCount(source.rows[name], lang)}
            </span>
          ) : (
            <span class="muted">–</span>
          )}
          {name === 'stored' && source.rows && source.rows.superseded > 0 && (
            <span class="small">
              {formatCount(source.rows.superseded, lang)} {w.counts.superseded}
            </span>
          )}
        </td>
      ))}
    </tr>
  );
}

function RunLink({ run, children }: { run: string | null; children: ComponentChildren }) {
  const href = useHref();
  return run ? <a href={href(`/import/korningar/${run}`)}>{children}</a> : <>{children}</>;
}

/** How late the source is, or how often it is expected. */
function Freshness({ source }: { source: Source }) {
  const w = importWords.useWords();
  if (source.lateDays !== null && source.lateDays > 0)
    return <strong class="small late">{w.lateDays(source.lateDays)}</strong>;
  const days = source.expectedEveryDays;
  const interval = days === null ? null : intervalOf(days);
  return (
    <span class="small">
      {days === null ? w.noInterval : interval ? w.intervals[interval] : w.every(days)}
    </span>
  );
}
