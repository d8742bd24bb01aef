// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { apiUrl } from '../api/client';
import type { IdleBuilding, IdleUse, MeterFindings } from '../api/energy-types';
import { useResource } from '../api/use-resource';
import { CardTable, head, numberHead } from '../components/card-table';
import { ErrorMessage } from '../components/error-message';
import { Pending } from '../components/pending';
import { formatCount, formatFree } from '../format/amount';
import { formatShare, formatUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { localParts } from '../model/readings';
import { at, drillAddress, type DrillState } from '../routing/drill-state';
import { useHref } from '../routing/location';
import { useSignInHref } from '../session/require';
import { drillWords } from './words';

const SHOWN = 10;

/** The buildings that use most when nobody is there, and what their meters have wrong. */
export function IdleSection({
  owner,
  state,
  detail,
}: {
  owner: string;
  state: DrillState;
  detail: boolean;
}) {
  const w = drillWords.useWords().energy.idle;
  const { t } = useLanguage();
  const signIn = useSignInHref();
  const { data, error, retry } = useResource<IdleUse>(
    detail
      ? apiUrl('/idle-use', {
          region: owner,
          year: state.year,
          path: state.path.slice(0, 2).join('/'),
          limit: SHOWN,
        })
      : null,
  );
  return (
    <section class="section" aria-labelledby="idle-use">
      <h2 id="idle-use">{w.title}</h2>
      {!detail && (
        <p>
          {w.signIn} <a href={signIn}>{t.signIn}</a>
        </p>
      )}
      {error?.status === 404 && <p class="muted">{w.empty}</p>}
      {error && error.status !== 404 && <ErrorMessage error={error} onRetry={retry} />}
      {detail && !data && !error && <Pending shape="chart" />}
      {data && <Buildings data={data} state={state} />}
    </section>
  );
}

function Buildings({ data, state }: { data: IdleUse; state: DrillState }) {
  const w = drillWords.useWords().energy.idle;
  const { lang, text } = useLanguage();
  if (data.buildings.length === 0) return <p class="muted">{w.empty}</p>;
  return (
    <>
      {data.total > data.buildings.length && (
        <p>{w.shown(formatCount(data.buildings.length, lang), formatCount(data.total, lang))}</p>
      )}
      <CardTable
        label={w.table}
        kind="drill-table"
        heads={[
          head(w.building),
          numberHead(w.above, 'kWh'),
          ...(data.price ? [numberHead(w.kronor, 'kr')] : []),
          numberHead(w.base, 'kW'),
          numberHead(w.night, 'kW'),
          numberHead(w.weekend, 'kW'),
          numberHead(w.nightShare),
          head(w.findings),
        ]}
      >
        {data.buildings.map((one) => (
          <Row key={one.code} one={one} state={state} kronor={data.price !== null} />
        ))}
      </CardTable>
      <details>
        <summary>{w.limits}</summary>
        <p class="small">{text(data.method)}</p>
        {data.price && (
          <p class="small">
            {w.price(
              `${formatFree(data.price.value, lang)} ${formatUnit(data.price.unit, lang)}`,
              String(data.price.validFrom ?? ''),
              data.price.source,
            )}
          </p>
        )}
        {data.limits.map((limit) => (
          <p key={limit.sv} class="small">
            {text(limit)}
          </p>
        ))}
      </details>
    </>
  );
}

function Row({ one, state, kronor }: { one: IdleBuilding; state: DrillState; kronor: boolean }) {
  const w = drillWords.useWords().energy.idle;
  const { lang } = useLanguage();
  const href = useHref();
  const load = one.baseLoad;
  const said = (value: number | null | undefined, show: (value: number) => string) =>
    value === null || value === undefined ? '–' : show(value);
  const whole = (value: number) => formatCount(Math.round(value), lang);
  const power = (value: number) => formatFree(value, lang, 1);
  const numbers: [string, string][] = [
    [`${w.above}, kWh`, said(load?.aboveBase, whole)],
    ...(kronor ? [[w.kronor, said(load?.kronor, whole)] satisfies [string, string]] : []),
    [`${w.base}, kW`, said(load?.base, power)],
    [`${w.night}, kW`, said(load?.night, power)],
    [`${w.weekend}, kW`, said(load?.weekend, power)],
    [w.nightShare, said(load?.nightShare, (share) => formatShare(share, lang))],
  ];
  const here = state.path.at(-1) === one.code;
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        {here ? (
          <span class="name">{one.name || one.code}</span>
        ) : (
          <a class="name" href={href(drillAddress(at(state, [one.orgUnit, one.code])))}>
            {one.name || one.code}
          </a>
        )}
        {one.name && one.name !== one.code && <span class="small">{one.code}</span>}
      </th>
      {numbers.map(([name, number]) => (
        <td key={name} role="cell" class="number" data-label={name}>
          {number}
        </td>
      ))}
      <td role="cell" data-label={w.findings}>
        <Findings meters={one.meters} />
      </td>
    </tr>
  );
}

function Findings({ meters }: { meters: readonly MeterFindings[] }) {
  const w = drillWords.useWords().energy.idle;
  const { lang } = useLanguage();
  const day = (instant: string) => localParts(instant).date;
  const whole = (value: number) => formatCount(Math.round(value), lang);
  const said = meters.flatMap((one) => [
    ...(one.missingHours > 0 ? [w.missing(one.meter, formatCount(one.missingHours, lang))] : []),
    ...one.flatLines.map((flat) =>
      w.flat(one.meter, day(flat.start), day(flat.end), formatFree(flat.kwh, lang)),
    ),
    ...(one.levelShift
      ? [
          w.shift(
            one.meter,
            day(one.levelShift.at),
            whole(one.levelShift.before),
            whole(one.levelShift.after),
          ),
        ]
      : []),
  ]);
  if (said.length === 0) return <span class="muted">{w.none}</span>;
  return (
    <ul class="plain-list">
      {said.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
