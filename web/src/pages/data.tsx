import { useReference } from '../api/reference';
import { OpenApiViewer } from '../components/openapi-viewer';
import { PageHead } from '../components/page-head';
import { useLanguage } from '../i18n/language';
import { useProse } from '../i18n/prose';
import { defaultYear, figureState } from '../model/figure-years';

interface Dataset {
  name: string;
  api: string;
}

/** S14: what data there is, how it may be used, and the API behind it. */
export function Data() {
  const d = useProse().data;
  const reference = useReference();
  const region = reference.info.site.region;
  const sample =
    reference.keyFigures.find((figure) => figureState(figure) === 'full') ??
    reference.keyFigures[0];
  const figure = `/api/v1/key-figures/${sample?.id ?? ''}`;
  const year = sample ? (defaultYear(sample) ?? 2024) : 2024;
  const sets: Dataset[] = [
    { name: d.items.comparison, api: `/api/v1/comparison?region=${region}` },
    { name: d.items.ranking, api: `${figure}/ranking?year=${year}` },
    { name: d.items.series, api: `${figure}/series` },
    { name: d.items.observations, api: `${figure}/observations?region=${region}` },
    { name: d.items.figures, api: '/api/v1/key-figures?limit=1000' },
    { name: d.items.regions, api: '/api/v1/regions?limit=1000' },
  ];
  return (
    <>
      <PageHead title={d.title}>
        <p class="lead">{d.lead}</p>
      </PageHead>
      <section aria-label={d.sets}>
        <Datasets sets={sets} />
      </section>
      <div class="columns">
        <Paragraphs title={d.licence} text={d.licenceText} />
        <Paragraphs title={d.use} text={d.useText} />
        <Paragraphs title={d.limits} text={d.limitsText} />
      </div>
      <section class="section" aria-labelledby="viewer">
        <h2 id="viewer">{d.viewer}</h2>
        <p>
          {d.viewerText}{' '}
          <a class="go" href="/api/v1/openapi.json">
            {d.openapi}
          </a>
        </p>
        <OpenApiViewer />
      </section>
    </>
  );
}

function Datasets({ sets }: { sets: Dataset[] }) {
  const { t } = useLanguage();
  const d = useProse().data;
  const twin = (api: string, format: string) =>
    `${api}${api.includes('?') ? '&' : '?'}format=${format}`;
  return (
    <section class="table-scroll" aria-label={d.setsCaption} tabIndex={0}>
      <table class="datasets">
        <caption>{d.setsCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{d.set}</th>
            <th scope="col">{t.share.api}</th>
            <th scope="col">{d.formats}</th>
          </tr>
        </thead>
        <tbody>
          {sets.map((set) => (
            <tr key={set.name}>
              <th scope="row">{set.name}</th>
              <td>
                <a class="go" href={set.api}>
                  <code>{set.api}</code>
                </a>
              </td>
              <td>
                <span class="share-row">
                  <a href={twin(set.api, 'csv')} download aria-label={`CSV: ${set.name}`}>
                    CSV
                  </a>
                  <a href={twin(set.api, 'xlsx')} download aria-label={`XLSX: ${set.name}`}>
                    XLSX
                  </a>
                  <a
                    href={twin(set.api, 'json-stat')}
                    download
                    aria-label={`JSON-stat: ${set.name}`}
                  >
                    JSON-stat
                  </a>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Paragraphs({ title, text }: { title: string; text: readonly string[] }) {
  return (
    <section class="prose">
      <h2>{title}</h2>
      {text.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </section>
  );
}
