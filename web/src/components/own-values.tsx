import { useState } from 'preact/hooks';
import { apiUrl } from '../api/client';
import type { Comparison, KeyFigure, Region } from '../api/types';
import { useResource } from '../api/use-resource';
import { formatUnit, formatValue, withUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { figureYears } from '../model/figure-years';
import { MAX_YEARS } from '../routing/overview-state';
import { ColourNote } from './colour-note';
import { ErrorMessage } from './error-message';
import { MissingValue } from './missing-value';
import { Pending } from './pending';
import { ProvenanceDialog } from './provenance-dialog';
import { RankStatementBadges } from './rank-badge';
import { SharePanel } from './share-panel';
import { TargetStatusView } from './target-status';
import { ValueButton } from './value-button';

/**
 * A key figure that only the own region has values for: no ranking can be computed, so the
 * page shows the printed ranks it has and says how the rest is fetched.
 */
export function OwnValues({ figure, region }: { figure: KeyFigure; region: Region }) {
  const { t, lang, text } = useLanguage();
  const years = figureYears(figure)
    .slice(0, MAX_YEARS)
    .sort((a, b) => a - b);
  const url = apiUrl('/comparison', { region: region.code, years: years.join(',') });
  const { data, error, retry } = useResource<Comparison>(url);
  const [asked, setAsked] = useState<number | null>(null);
  const row = data?.rows.find((one) => one.keyFigure === figure.id);
  const caption = t.figure.onlyOwnCaption(region.name);
  return (
    <>
      <section class="message" aria-labelledby="only-own">
        <h2 id="only-own">{t.figure.onlyOwn}</h2>
        <p>{t.figure.onlyOwnText(region.name)}</p>
        {figure.fetch && (
          <>
            <p>{text(figure.fetch.text)}</p>
            <p class="small">{t.figure.command}</p>
            <code class="command">{figure.fetch.command}</code>
          </>
        )}
      </section>
      {error && <ErrorMessage error={error} onRetry={retry} />}
      {!data && !error && <Pending shape="chart" />}
      {row && (
        <>
          <ColourNote />
          <div class="own-values">
            <section class="table-scroll" aria-label={caption} tabIndex={0}>
              <table class="ranking">
                <caption>
                  {caption} <span class="caption-note">{formatUnit(figure.unit, lang)}</span>
                </caption>
                <thead>
                  <tr>
                    <th scope="col">{t.year}</th>
                    <th scope="col" class="number">
                      {t.value}
                    </th>
                    <th scope="col" class="number">
                      {t.rank}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {row.cells.map((cell) => (
                    <tr key={cell.year}>
                      <th scope="row">{cell.year}</th>
                      <td class="number">
                        {cell.value === null ? (
                          <MissingValue reason={cell.reason} />
                        ) : (
                          <ValueButton
                            value={cell.value}
                            decimals={figure.decimals}
                            unit={figure.unit}
                            about={text(figure.name)}
                            year={cell.year}
                            onSource={() => setAsked(cell.year)}
                          />
                        )}
                      </td>
                      <td class="number">
                        <RankStatementBadges cell={cell} scheme="thirds" />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
            <section class="card">
              <h2>{t.target.heading}</h2>
              {row.target && (
                <p class="target-stated">
                  {t.target.column(row.target.year)}:{' '}
                  <strong>
                    {withUnit(
                      formatValue(row.target.value, figure.decimals, lang),
                      formatUnit(figure.unit, lang),
                    )}
                  </strong>
                </p>
              )}
              <TargetStatusView
                target={row.target}
                unit={figure.unit}
                decimals={figure.decimals}
                polarity={figure.polarity}
                name={text(figure.name)}
              />
            </section>
          </div>
          <SharePanel api={url} />
        </>
      )}
      {asked !== null && (
        <ProvenanceDialog
          onClose={() => setAsked(null)}
          place={{
            keyFigure: figure.id,
            name: text(figure.name),
            unit: figure.unit,
            region: region.code,
            regionName: region.name,
            year: asked,
            series: row?.cells.find((cell) => cell.year === asked)?.series ?? null,
          }}
        />
      )}
    </>
  );
}
