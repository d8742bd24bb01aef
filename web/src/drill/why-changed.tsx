import { apiUrl } from '../api/client';
import type { UseChange, UseChangeRefused } from '../api/energy-types';
import type { KeyFigure } from '../api/types';
import { useResource } from '../api/use-resource';
import { formatChange, formatUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import type { DrillState } from '../routing/drill-state';
import { drillWords } from './words';

const PARTS = ['weather', 'area', 'use'] as const;

/** The change since the year before in its parts, or why it can't be split. */
export function WhyChanged({
  figure,
  owner,
  state,
}: {
  figure: KeyFigure;
  owner: string;
  state: DrillState;
}) {
  const w = drillWords.useWords().energy.why;
  const { lang, text } = useLanguage();
  const { data, error } = useResource<UseChange | UseChangeRefused>(
    apiUrl(`/key-figures/${figure.id}/change`, {
      region: owner,
      from: state.year - 1,
      to: state.year,
      path: state.path.join('/'),
    }),
  );
  if (error || !data) return null;
  return (
    <section class="section" aria-labelledby="why-changed">
      <h2 id="why-changed">{w.title}</h2>
      {data.refused ? (
        <p>
          {w.refused} {text(data.refused)}
        </p>
      ) : (
        <>
          <p>{text(data.text)}</p>
          <table>
            <caption>
              {w.caption(data.from, data.to)}{' '}
              <span class="caption-note">{formatUnit(data.unit, lang)}</span>
            </caption>
            <thead>
              <tr>
                <th scope="col">{w.part}</th>
                <th scope="col" class="number">
                  {w.change}
                </th>
              </tr>
            </thead>
            <tbody>
              {PARTS.map((part) => (
                <tr key={part}>
                  <th scope="row">{w.parts[part]}</th>
                  <td class="number">{formatChange(data.parts[part], 2, lang)}</td>
                </tr>
              ))}
              <tr>
                <th scope="row">{w.total}</th>
                <td class="number">
                  <strong>{formatChange(data.change, 2, lang)}</strong>
                </td>
              </tr>
            </tbody>
          </table>
          {data.limits.map((limit) => (
            <p key={limit.sv} class="small muted">
              {text(limit)}
            </p>
          ))}
        </>
      )}
    </section>
  );
}
