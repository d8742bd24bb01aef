// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import type { Finding } from '../api/import-types';
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
  const f = w.findings;
  if (findings.length === 0) return <p>{f.none}</p>;
  return (
    <>
      <CardTable
        label={f.title}
        kind="findings"
        heads={[head(f.rule), head(f.severity), numberHead(f.rows), head(f.example)]}
      >
        {gravestFirst(findings).map((finding) => (
          <tr role="row" key={`${finding.rule} ${finding.column}`}>
            <th scope="row" role="rowheader">
              <strong>{w.ruleNames[finding.rule] ?? finding.rule}</strong>
              {finding.column && <code class="small">{finding.column}</code>}
              <span class="small">{said(finding.message, lang)}</span>
            </th>
            <td role="cell" data-label={f.severity}>
              <Tag kind={SEVERITY_TAGS[finding.severity]}>{w.severities[finding.severity]}</Tag>
            </td>
            <td class="number" role="cell" data-label={f.rows}>
              {formatCount(finding.rows, lang)}
              {run && finding.severity === 'error' && (
                <a
                  class="small"
                  href={href(address(`/import/korningar/${run}/rader`, { regel: finding.rule }))}
                >
                  {f.show}
                </a>
              )}
            </td>
            <td role="cell" data-label={f.example}>
              <Examples finding={finding} />
            </td>
          </tr>
        ))}
      </CardTable>
      <p class="sources">{f.masked}</p>
    </>
  );
}

function Examples({ finding }: { finding: Finding }) {
  const w = importWords.useWords();
  const { lang } = useLanguage();
  return (
    <ul class="plain-list examples">
      {finding.examples.map((example) => (
        <li key={`${example.row} ${example.column}`}>
          <span class="muted">{w.findings.row(formatCount(example.row, lang))}:</span>{' '}
          {example.raw === '' ? <em>{w.findings.empty}</em> : <code>{example.raw}</code>}
        </li>
      ))}
    </ul>
  );
}
