// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import type { Breakdown, Child } from '../api/drill-types';
import type { KeyFigure } from '../api/types';
import { MissingValue } from '../components/missing-value';
import { formatFree } from '../format/amount';
import { formatShare, formatUnit, formatValue } from '../format/number';
import { useLanguage } from '../i18n/language';
import { columnsOf, heaviestFirst } from '../model/drill';
import { at, drillAddress, type DrillState } from '../routing/drill-state';
import { useHref } from '../routing/location';
import { useSignInHref } from '../session/require';
import { useSession } from '../session/session';
import { drillWords } from './words';
import { CardTable, head, numberHead } from '../components/card-table';

/** Buildings and meters have a page of their own even where nothing below them is shown. */
const hasPage = (level: Breakdown['childLevel']): boolean =>
  level === 'building' || level === 'meter';

/** What the value is made of on the level below, the heaviest first. */
export function Children({
  data,
  figure,
  state,
}: {
  data: Breakdown;
  figure: KeyFigure;
  state: DrillState;
}) {
  const w = drillWords.useWords();
  const { t, lang } = useLanguage();
  const { session } = useSession();
  const signIn = useSignInHref();
  if (data.children.length === 0 && data.path.at(-1)?.level === 'building' && session === null)
    return (
      <p class="section">
        {w.signInText} <a href={signIn}>{t.signIn}</a>
      </p>
    );
  if (data.childLevel === null || data.children.length === 0)
    return <p class="muted">{data.childLevel === null ? w.noChildren : w.closed}</p>;
  const title = w.children[data.childLevel];
  const has = columnsOf(data);
  const heads: [string, string | null, boolean][] = [
    [t.value, formatUnit(data.unit, lang), true],
    [w.numerator, data.numeratorUnit && formatUnit(data.numeratorUnit, lang), true],
    [
      w.denominator,
      data.denominatorUnit && formatUnit(data.denominatorUnit, lang),
      has.denominator,
    ],
    [w.share, null, has.share],
    [w.coverage, null, has.coverage],
    [w.normalised, null, has.normalised],
  ];
  return (
    <div class="section">
      <h2>{title}</h2>
      <CardTable
        label={title}
        kind="drill-table"
        heads={[
          head(w.levels[data.childLevel]),
          ...heads.filter(([, , shown]) => shown).map(([name, unit]) => numberHead(name, unit)),
          head(w.flags),
        ]}
      >
        {heaviestFirst(data.children).map((child) => (
          <ChildRow
            key={child.code}
            child={child}
            has={has}
            figure={figure}
            to={
              child.open || hasPage(data.childLevel)
                ? drillAddress(at(state, [...state.path, child.code]))
                : null
            }
          />
        ))}
      </CardTable>
    </div>
  );
}

function ChildRow({
  child,
  has,
  figure,
  to,
}: {
  child: Child;
  has: ReturnType<typeof columnsOf>;
  figure: KeyFigure;
  to: string | null;
}) {
  const w = drillWords.useWords();
  const { t, lang } = useLanguage();
  const href = useHref();
  const decimals = Math.max(figure.decimals, 1);
  const amount = (value: number | null) =>
    value === null ? <MissingValue reason="missing" /> : formatFree(value, lang);
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        {to ? (
          <a class="name" href={href(to)}>
            {child.name || child.code}
          </a>
        ) : (
          <span class="name">{child.name || child.code}</span>
        )}
        {child.name && child.name !== child.code && <span class="small">{child.code}</span>}
      </th>
      <td role="cell" class="number" data-label={t.value}>
        {child.value === null ? (
          <MissingValue reason="missing" />
        ) : (
          <strong>{formatValue(child.value, decimals, lang)}</strong>
        )}
      </td>
      <td role="cell" class="number" data-label={w.numerator}>
        {amount(child.numerator)}
      </td>
      {has.denominator && (
        <td role="cell" class="number" data-label={w.denominator}>
          {amount(child.denominator)}
        </td>
      )}
      {has.share && (
        <td role="cell" class="number" data-label={w.share}>
          {child.share === null ? '–' : <ShareBar share={child.share} />}
        </td>
      )}
      {has.coverage && (
        <td role="cell" class="number" data-label={w.coverage}>
          {child.coverage === null ? '–' : formatShare(child.coverage, lang)}
        </td>
      )}
      {has.normalised && (
        <td role="cell" class="number" data-label={w.normalised}>
          {child.normalisedValue === null
            ? w.notNormalised
            : formatValue(child.normalisedValue, decimals, lang)}
        </td>
      )}
      <td role="cell" data-label={w.flags}>
        <Flags flags={child.flags} />
      </td>
    </tr>
  );
}

/** The share in figures; the bar repeats it for the eye. */
function ShareBar({ share }: { share: number }) {
  const { lang } = useLanguage();
  const width = Math.round(Math.min(Math.max(share, 0), 1) * 64);
  return (
    <span class="share-bar">
      <svg width="64" height="8" viewBox="0 0 64 8" aria-hidden="true">
        <rect class="share-track" width="64" height="8" rx="2" />
        <rect class="share-part" width={width} height="8" rx="2" />
      </svg>
      {formatShare(share, lang)}
    </span>
  );
}

export function Flags({ flags }: { flags: readonly string[] }) {
  const w = drillWords.useWords();
  if (flags.length === 0) return <span class="muted">{w.noFlags}</span>;
  return (
    <ul class="flags">
      {flags.map((flag) => (
        <li key={flag} class="flag">
          {w.flagNames[flag] ?? flag}
        </li>
      ))}
    </ul>
  );
}
