// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { useState } from 'preact/hooks';
import type { Check } from '../api/import-types';
import { send } from '../api/send';
import { Dialog } from '../components/dialog';
import { Tag } from '../components/tag';
import { formatCount } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { CHECK_TAGS } from '../model/import-state';
import { ReasonForm } from './reason-form';
import { importWords, said } from './words';
import { CardTable, head, numberHead } from '../components/card-table';

/** Every check with its outcome: passed, possible fault, not checked, or accepted by a person. */
export function Checks({
  checks,
  run,
  canAccept,
  onChange,
}: {
  checks: readonly Check[];
  run: string;
  canAccept: boolean;
  onChange: () => void;
}) {
  const w = importWords.useWords();
  const { lang } = useLanguage();
  const [asked, setAsked] = useState<Check | null>(null);
  const c = w.checks;
  const nameOf = (rule: string) => w.ruleNames[rule] ?? rule;
  const heads = [
    head(c.check),
    head(c.outcome),
    head(w.findings.severity),
    numberHead(w.findings.rows),
    ...(canAccept ? [{ name: c.accept, silent: true }] : []),
  ];
  if (checks.length === 0) return <p>{c.none}</p>;
  return (
    <>
      <CardTable label={c.title} kind="checks" heads={heads}>
        {checks.map((check) => (
          <tr role="row" key={check.rule}>
            <th scope="row" role="rowheader">
              <strong>{nameOf(check.rule)}</strong>
              <span class="small">{said(check.message, lang)}</span>
            </th>
            <td role="cell" data-label={c.outcome}>
              <Tag kind={CHECK_TAGS[check.state]}>{c.states[check.state]}</Tag>
            </td>
            <td role="cell" data-label={w.findings.severity}>
              {w.severities[check.severity]}
            </td>
            <td class="number" role="cell" data-label={w.findings.rows}>
              {formatCount(check.rows, lang)}
            </td>
            {canAccept && (
              <td class="number" role="cell">
                {check.state === 'possibleFault' && check.severity !== 'error' && (
                  <button
                    type="button"
                    aria-label={c.acceptTitle(nameOf(check.rule))}
                    onClick={() => setAsked(check)}
                  >
                    {c.accept}
                  </button>
                )}
              </td>
            )}
          </tr>
        ))}
      </CardTable>
      {asked && (
        <Dialog title={c.acceptTitle(nameOf(asked.rule))} onClose={() => setAsked(null)}>
          <p>{c.acceptText}</p>
          <ReasonForm
            button={c.accept}
            onCancel={() => setAsked(null)}
            onReason={async (reason) => {
              await send('POST', `/api/v1/imports/${run}/accept`, {
                language: lang,
                body: { rule: asked.rule, reason },
              });
              setAsked(null);
              onChange();
            }}
          />
        </Dialog>
      )}
    </>
  );
}
