import type { Receipt } from '../api/import-types';
import { sourceWords } from '../sources/words';
import { Findings } from './findings';
import { CountLine } from './count-line';
import { importWords } from './words';

/** The receipt, for those who hand in files but may not read the imports. */
export function Done({ receipt }: { receipt: Receipt }) {
  const w = sourceWords.useWords().confirm;
  const i = importWords.useWords();
  return (
    <>
      <p class="message" role="status">
        {w.done} <code>{receipt.id}</code>
      </p>
      <CountLine receipt={receipt} />
      <div class="section">
        <h2>{i.findings.title}</h2>
        <Findings findings={receipt.findings} run={null} />
      </div>
    </>
  );
}
