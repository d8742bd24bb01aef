import type { Receipt } from '../api/import-types';
import { formatCount } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { importWords } from './words';

/** What became of the rows: read is always the sum of the next three, replaced ones are told last. */
export function CountLine({ receipt }: { receipt: Receipt }) {
  const w = importWords.useWords();
  const { lang } = useLanguage();
  const counts = [
    ['read', receipt.rowsRead],
    ['stored', receipt.stored],
    ['duplicate', receipt.duplicate],
    ['quarantined', receipt.quarantined],
    ['superseded', receipt.superseded],
  ] as const;
  return (
    <dl class="counts">
      {counts.map(([name, count]) => (
        <div key={name} class={count === 0 ? 'zero' : name}>
          <dt>{w.counts[name]}</dt>
          <dd>{formatCount(count, lang)}</dd>
        </div>
      ))}
    </dl>
  );
}
