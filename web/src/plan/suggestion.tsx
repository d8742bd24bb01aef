// The roles repeat the elements: see card-table.tsx.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import type { Suggestion, Verdict } from '../api/follow-types';
import { CardTable, head } from '../components/card-table';
import { Tag, type TagKind } from '../components/tag';
import { useLanguage } from '../i18n/language';
import { planWords } from './words';

const KINDS: Record<Verdict, TagKind> = {
  full: 'good',
  partial: 'plain',
  none: 'bad',
  notAssessed: 'off',
};

export function VerdictTag({ verdict }: { verdict: Verdict }) {
  const w = planWords.useWords();
  return <Tag kind={KINDS[verdict]}>{w.verdicts[verdict]}</Tag>;
}

/** What the data suggest, rule by rule; it decides nothing. */
export function SuggestionView({
  suggestion,
  name,
  note = false,
}: {
  suggestion: Suggestion;
  /** The occasion: tells the tables of a page apart for those who hear it. */
  name: string;
  note?: boolean;
}) {
  const w = planWords.useWords();
  const { text } = useLanguage();
  return (
    <details class="suggestion" open={note}>
      <summary>
        {w.suggestion}: {w.verdicts[suggestion.verdict]}
      </summary>
      {note && <p class="small">{w.suggestionNote}</p>}
      {suggestion.rules.length > 0 && (
        <CardTable
          label={`${w.suggestion}, ${name}`}
          kind="rules"
          heads={[head(w.rule), head(w.points), head(w.why)]}
        >
          {suggestion.rules.map((rule, index) => (
            <tr key={index} role="row">
              <th scope="row" role="rowheader">
                {w.criteria[rule.criterion] ?? rule.criterion}
              </th>
              <td role="cell" data-label={w.points}>
                {w.verdicts[rule.verdict]}
              </td>
              <td role="cell" data-label={w.why}>
                {text(rule.text)}
              </td>
            </tr>
          ))}
        </CardTable>
      )}
    </details>
  );
}
