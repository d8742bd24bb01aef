// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import type { Finding } from '../api/import-types';
import { useReference } from '../api/reference';
import { Tag } from '../components/tag';
import { formatCount } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { SEVERITY_TAGS, gravestFirst } from '../model/import-state';
import { address } from '../routing/address';
import { useHref } from '../routing/location';
import { importWords, said } from './words';
import { CardTable, head, numberHead } from '../components/card-table';

/** What the rules had to say, one row a rule, the gravest first. */
export function Findings({ findings, run }: { findings: readonly Finding[]; run: string | null }) {
  const w = importWords.useWords();
  const { lang } = useLanguage();
  const href = useHref();
  const placeOf = usePlaceNames();
  const f = w.findings;
  const exampled = findings.some((one) => examplesOf(one).length > 0);
  if (findings.length === 0) return <p>{f.none}</p>;
  return (
    <>
      <CardTable
        label={f.title}
        kind="findings"
        heads={[
          head(f.rule),
          head(f.severity),
          numberHead(f.rows),
          ...(exampled ? [head(f.example)] : []),
        ]}
      >
        {gravestFirst(findings).map((finding) => (
          <tr role="row" key={`${finding.rule} ${finding.column}`}>
            <th scope="row" role="rowheader">
              <strong>{w.ruleNames[finding.rule] ?? finding.rule}</strong>
              {finding.column && <span class="small place">{placeOf(finding.column)}</span>}
              <span class="small">{said(finding.message, lang)}</span>
            </th>
            <td role="cell" data-label={f.severity}>
              <Tag kind={SEVERITY_TAGS[finding.severity]}>{w.severities[finding.severity]}</Tag>
            </td>
            <td class="number" role="cell" data-label={f.rows}>
              {finding.rows > 0 ? formatCount(finding.rows, lang) : <span class="muted">–</span>}
              {run && finding.rows > 0 && finding.severity === 'error' && (
                <a
                  class="small"
                  href={href(address(`/import/korningar/${run}/rader`, { regel: finding.rule }))}
                >
                  {f.show}
                </a>
              )}
            </td>
            {exampled && (
              <td role="cell" data-label={f.example}>
                <Examples finding={finding} />
              </td>
            )}
          </tr>
        ))}
      </CardTable>
      {exampled && <p class="sources">{f.masked}</p>}
    </>
  );
}

/** A finding is about a column, or about a key figure that the rows go into. */
function usePlaceNames() {
  const w = importWords.useWords();
  const { text } = useLanguage();
  const { keyFigures } = useReference();
  return (place: string) => {
    const figure = keyFigures.find((one) => one.id === place);
    return figure ? text(figure.name) : w.findings.inColumn(w.fieldNames[place] ?? place);
  };
}

/** Those that stand in the file; a finding about a key figure has none. */
const examplesOf = (finding: Finding) => finding.examples.filter((one) => one.row > 0);

function Examples({ finding }: { finding: Finding }) {
  const examples = examplesOf(finding);
  const w = importWords.useWords();
  const { lang } = useLanguage();
  if (examples.length === 0) return null;
  return (
    <ul class="plain-list examples">
      {examples.map((example) => (
        <li key={`${example.row} ${example.column}`}>
          <span class="muted">{w.findings.row(formatCount(example.row, lang))}:</span>{' '}
          {example.raw === '' ? <em>{w.findings.empty}</em> : <code>{example.raw}</code>}
        </li>
      ))}
    </ul>
  );
}
