import type { KeyFigure } from '../api/types';
import { formatDate, formatTime, today } from '../format/date';
import { formatUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { nextPublication } from '../model/next-publication';
import { FactList, type Fact } from './fact-list';

export function DefinitionSection({ figure }: { figure: KeyFigure }) {
  const { t } = useLanguage();
  return (
    <section class="card" aria-labelledby="definition">
      <h2 id="definition">{t.figure.definition}</h2>
      <DefinitionCard figure={figure} />
    </section>
  );
}

/** What a key figure is, why it is followed, where it comes from and what to beware of. */
export function DefinitionCard({ figure }: { figure: KeyFigure }) {
  const { t, lang, text } = useLanguage();
  const f = t.figure;
  const source = text(figure.source.text);
  const { licence } = figure.source;
  const updated = figure.series
    .map((one) => one.recordedAt)
    .filter(Boolean)
    .sort()
    .at(-1);
  const next = nextPublication(figure, today());
  const facts: Fact[] = [
    [f.what, text(figure.definition)],
    [f.why, text(figure.why)],
    [t.unit, formatUnit(figure.unit, lang)],
    [f.direction, t.polarity[figure.polarity]],
    [t.source, figure.source.url ? <a href={figure.source.url}>{source}</a> : source],
    [f.licence, licence && (typeof licence === 'string' ? licence : text(licence))],
    [
      f.breaks,
      figure.breaks.length === 0
        ? f.noBreaks
        : figure.breaks.map((one) => `${one.year}: ${text(one.text)}`).join('. '),
    ],
    [
      f.next,
      next &&
        (next.kind === 'late'
          ? f.late(next.period, formatDate(next.date, lang))
          : formatDate(next.date, lang) + (next.period ? ` (${next.period})` : '')),
    ],
    [f.updated, updated && formatTime(updated)],
    [f.notes, figure.notes.length > 0 && figure.notes.map(text).join(' ')],
  ];
  return <FactList facts={facts} />;
}
