// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import type { Receipt } from '../api/import-types';
import { Tag } from '../components/tag';
import { formatCount } from '../format/amount';
import { formatTime } from '../format/date';
import { useLanguage } from '../i18n/language';
import { BATCH_TAGS } from '../model/import-state';
import { useHref } from '../routing/location';
import { importWords } from './words';
import { CardTable, head, numberHead } from '../components/card-table';

/** The latest imports, newest first. */
export function BatchTable({
  batches,
  nameOf,
}: {
  batches: readonly Receipt[];
  nameOf: (source: string) => string;
}) {
  const w = importWords.useWords();
  const { lang } = useLanguage();
  const href = useHref();
  const n = (count: number) => formatCount(count, lang);
  const numbers = [
    ['rowsRead', w.counts.read],
    ['stored', w.counts.stored],
    ['duplicate', w.counts.duplicate],
    ['quarantined', w.counts.quarantined],
  ] as const;
  const heads = [
    ...[w.file, w.columns.source, w.time, w.columns.state].map(head),
    ...numbers.map(([, name]) => numberHead(name)),
  ];
  return (
    <CardTable label={w.latest} kind="batch-table" heads={heads}>
      {batches.map((batch) => (
        <tr key={batch.id} role="row">
          <th scope="row" role="rowheader">
            <a class="name" href={href(`/import/korningar/${batch.id}`)}>
              {batch.fileName ?? w.decided[batch.source] ?? w.noName}
            </a>
          </th>
          <td role="cell" class="source-name" data-label={w.columns.source}>
            {nameOf(batch.source)}
          </td>
          <td role="cell" data-label={w.time}>
            <time dateTime={batch.receivedAt}>{formatTime(batch.receivedAt)}</time>
          </td>
          <td role="cell" data-label={w.columns.state}>
            <Tag kind={BATCH_TAGS[batch.state]}>{w.batch[batch.state]}</Tag>
          </td>
          {numbers.map(([key, name]) => (
            <td key={key} role="cell" class="number" data-label={name}>
              {n(batch[key])}
            </td>
          ))}
        </tr>
      ))}
    </CardTable>
  );
}
