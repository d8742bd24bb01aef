import { apiUrl } from '../api/client';
import { useReference } from '../api/reference';
import type { Observation, Observations } from '../api/types';
import { useResource } from '../api/use-resource';
import { formatTime } from '../format/date';
import { formatUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { address } from '../routing/address';
import { useHref } from '../routing/location';
import { Dialog } from './dialog';
import { FactList, type Fact } from './fact-list';
import { ErrorMessage } from './error-message';
import { Pending } from './pending';

export interface NumberPlace {
  keyFigure: string;
  name: string;
  unit: string;
  region: string;
  regionName: string;
  year: number;
  /** The series of the number that was chosen: its origin is shown first. */
  series: string | null;
}

/** The number exactly as it is stored, with the language's decimal mark. */
const asStored = (value: number, lang: string): string =>
  (lang === 'sv' ? String(value).replace('.', ',') : String(value)).replace('-', '\u2212');

/** The way from a number to where it came from: every version known of it. */
export function ProvenanceDialog({ place, onClose }: { place: NumberPlace; onClose: () => void }) {
  const { t } = useLanguage();
  const url = apiUrl(`/key-figures/${place.keyFigure}/observations`, {
    region: place.region,
    year: place.year,
    limit: 1000,
  });
  const { data, error, retry } = useResource<Observations>(url);
  const open = (data?.items.filter((item) => item.supersededAt === null) ?? []).sort(
    (a, b) => Number(b.series === place.series) - Number(a.series === place.series),
  );
  const past = data?.items.filter((item) => item.supersededAt !== null) ?? [];
  return (
    <Dialog title={t.provenance.title} onClose={onClose}>
      <p class="dialog-lead">
        {place.name} · {place.regionName} · {place.year}
      </p>
      {error && <ErrorMessage error={error} onRetry={retry} />}
      {!data && !error && <Pending shape="lines" />}
      {data && data.items.length === 0 && <p>{t.provenance.none}</p>}
      {open.map((item) => (
        <Origin key={item.batch + item.series + item.row} item={item} unit={place.unit} />
      ))}
      {open.some((item) => item.series === 'own') && <DrillLink place={place} />}
      {past.length > 0 && <History items={past} unit={place.unit} />}
    </Dialog>
  );
}

/** An own value can be followed down to what it was computed from. */
function DrillLink({ place }: { place: NumberPlace }) {
  const { t } = useLanguage();
  const { info, keyFigures } = useReference();
  const href = useHref();
  const slug = keyFigures.find((one) => one.id === place.keyFigure)?.slug;
  const region = place.region === info.site.region ? null : place.region;
  if (!slug) return null;
  return (
    <a class="go" href={href(address(`/nyckeltal/${slug}/${place.year}`, { region }))}>
      {t.figure.drill(place.year)}
    </a>
  );
}

function Origin({ item, unit }: { item: Observation; unit: string }) {
  const { t, lang, text } = useLanguage();
  const p = t.provenance;
  const facts: Fact[] = [
    [
      p.stored,
      item.value === null
        ? t.missing[item.reason ?? 'missing']
        : `${asStored(item.value, lang)} ${formatUnit(unit, lang)}`,
    ],
    [p.status, item.status ? t.status[item.status] : null],
    [
      p.fraction,
      item.numerator === null || item.denominator === null
        ? null
        : `${asStored(item.numerator, lang)} / ${asStored(item.denominator, lang)}`,
    ],
    [
      p.printedRank,
      item.printedRank === null ? null : `${item.printedRank} ${t.of} ${item.printedOf ?? 21}`,
    ],
    [p.taken, item.origin],
    [p.file, item.fileName],
    [p.row, item.row === null ? null : String(item.row)],
    [p.recorded, formatTime(item.recordedAt)],
    [p.sha, item.sha256 && <code key="sha">{item.sha256}</code>],
  ];
  return (
    <section class="origin">
      <h3>{text(item.sourceText)}</h3>
      <FactList facts={facts} />
    </section>
  );
}

function History({ items, unit }: { items: Observation[]; unit: string }) {
  const { t, lang, text } = useLanguage();
  const p = t.provenance;
  return (
    <section class="origin" aria-labelledby="versions">
      <h3 id="versions">{p.history}</h3>
      <ol class="versions">
        {items.map((item) => (
          <li key={item.recordedAt + item.series}>
            <strong>
              {item.value === null
                ? t.missing[item.reason ?? 'missing']
                : `${asStored(item.value, lang)} ${formatUnit(unit, lang)}`}
            </strong>{' '}
            {text(item.sourceText)}
            {item.status ? `, ${t.status[item.status].toLowerCase()}` : ''}
            <br />
            {p.recorded} {formatTime(item.recordedAt)}
            {item.supersededAt && (
              <>
                , {p.superseded.toLowerCase()} {formatTime(item.supersededAt)}
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
