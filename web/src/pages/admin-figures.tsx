// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { AdminHead, AdminPage } from '../admin/frame';
import { GwpSetting } from '../admin/gwp-setting';
import { adminWords } from '../admin/words';
import { useReference } from '../api/reference';
import { CardTable, head, numberHead } from '../components/card-table';
import { formatUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { useHref } from '../routing/location';

/** S15: how key figures are defined and ranked. */
export function AdminFigures() {
  return (
    <AdminPage area="figures" permission="source.read">
      <FiguresPage />
    </AdminPage>
  );
}

function FiguresPage() {
  const w = adminWords.useWords();
  const { figures: d, common: c } = w;
  const { text, lang } = useLanguage();
  const { keyFigures } = useReference();
  const href = useHref();
  return (
    <>
      <AdminHead area="figures">
        <p class="lead">{d.lead}</p>
      </AdminHead>
      <CardTable
        label={w.menu.figures[0] ?? ''}
        kind="source-list"
        heads={[
          head(c.name),
          head(d.unit),
          head(d.direction),
          numberHead(d.decimals),
          head(d.comparison),
          head(d.kolada),
          head(d.extent),
        ]}
      >
        {keyFigures.map((figure) => (
          <tr key={figure.id} role="row">
            <th scope="row" role="rowheader">
              <a class="name" href={href(`/admin/nyckeltal/${figure.slug}`)}>
                {text(figure.name)}
              </a>
              <code class="small">{figure.id}</code>
            </th>
            <td role="cell" data-label={d.unit}>
              {formatUnit(figure.unit, lang)}
            </td>
            <td role="cell" data-label={d.direction}>
              {d.directions[figure.polarity]}
            </td>
            <td role="cell" class="number" data-label={d.decimals}>
              {figure.decimals}
            </td>
            <td role="cell" data-label={d.comparison}>
              {figure.inComparison ? c.yes : c.no}
            </td>
            <td role="cell" data-label={d.kolada}>
              {figure.koladaId ?? '–'}
            </td>
            <td role="cell" data-label={d.extent}>
              {d.years(
                new Set(figure.series.flatMap((one) => one.years.map(({ year }) => year))).size,
              )}
            </td>
          </tr>
        ))}
      </CardTable>
      <section class="section">
        <h2>{d.rules}</h2>
        <ul class="bulleted">
          {d.rulesList.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
        <a class="go" href={href('/metod')}>
          {d.more}
        </a>
      </section>
      <GwpSetting />
    </>
  );
}
