import type { SourceDetail } from '../api/import-types';
import { importWords } from '../imports/words';
import { sourceWords } from './words';

/** The fields of a source's mapping: which column becomes what. */
export function FieldTable({ source, caption }: { source: SourceDetail; caption: string }) {
  const w = sourceWords.useWords();
  const m = w.map;
  const names = importWords.useWords().fieldNames;
  return (
    <section class="table-scroll" aria-label={caption} tabIndex={0}>
      <table class="fields">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{m.from}</th>
            <th scope="col">{m.to}</th>
            <th scope="col">{m.type}</th>
            <th scope="col">{m.unit}</th>
          </tr>
        </thead>
        <tbody>
          {source.columns.map((column) => (
            <tr key={`${column.to} ${column.from}`}>
              <td>{column.from}</td>
              <th scope="row">
                {names[column.to] && <span class="field-name">{names[column.to]}</span>}{' '}
                <code class="muted">{column.to}</code>
              </th>
              <td>{w.fieldTypes[column.type] ?? column.type}</td>
              <td>{column.unit ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
