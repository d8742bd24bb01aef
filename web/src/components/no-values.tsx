import type { KeyFigure } from '../api/types';
import { useLanguage } from '../i18n/language';

/** A key figure that is defined but has no values: says so, and how they are loaded. */
export function NoValues({ figure, region }: { figure: KeyFigure; region: string }) {
  const { t, text } = useLanguage();
  const sample = `keyFigure,region,year,value,status\n${figure.id},${region},2024,…,final`;
  return (
    <section class="message" aria-labelledby="no-values">
      <h2 id="no-values">{t.figure.noneTitle}</h2>
      <p>{figure.fetch ? text(figure.fetch.text) : t.figure.noneText}</p>
      {figure.fetch && <code class="command">{figure.fetch.command}</code>}
      {figure.fetch && <p>{t.figure.noneText}</p>}
      <code class="command">tertil import --source own-key-figures {figure.slug}.csv</code>
      <p>{t.figure.noneMore}</p>
      <pre>{sample}</pre>
    </section>
  );
}
