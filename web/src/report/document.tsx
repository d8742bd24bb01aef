import type { ComponentChildren } from 'preact';
import type { PrintedCell, Report } from '../api/report-types';
import { useLanguage } from '../i18n/language';
import { reportWords } from './words';

/** What people wrote is text in their own letters and lines, whatever it holds. */
const Written = ({ children }: { children: ComponentChildren }) => (
  <p class="report-text" dir="auto">
    {children}
  </p>
);

/** A report as it is read and printed, live or locked: everything comes from the server. */
export function ReportDocument({ report }: { report: Report }) {
  const w = reportWords.useWords();
  const { text } = useLanguage();
  return (
    <article class={report.lock ? 'report' : 'report report-draft'} lang="sv">
      {!report.lock && <p class="flag flag-bad">{w.draftMark}</p>}
      <p>{report.planName}</p>
      <dl class="report-facts">
        <dt>{w.asOf}</dt>
        <dd>
          <time dateTime={report.asOf}>{report.asOf}</time>
        </dd>
        {report.lock && (
          <>
            <dt>{w.lockedVersion}</dt>
            <dd>{report.lock.version}</dd>
          </>
        )}
        {report.lock?.reason && (
          <>
            <dt>{w.despite}</dt>
            <dd>{report.lock.reason}</dd>
          </>
        )}
      </dl>
      {report.example && <p class="flag">{w.example}</p>}
      {report.summary && (
        <>
          <h2>{w.summary}</h2>
          <Written>{report.summary}</Written>
        </>
      )}
      <h2>{w.comparison}</h2>
      <Comparison report={report} />
      <h2>{w.figures}</h2>
      {report.figures.map((figure) => (
        <section key={figure.keyFigure}>
          <h3>{text(figure.name)}</h3>
          <dl class="report-facts">
            {[
              [w.valueOf(figure.year), figure.value ?? w.missing],
              [w.place, text(figure.rank)],
              [w.target, text(figure.target)],
              [w.outlook, text(figure.outlook)],
              [w.certainty, text(figure.certainty)],
            ]
              .filter(([, says]) => says)
              .map(([label, says]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{says}</dd>
                </div>
              ))}
          </dl>
          <h4>{w.comment}</h4>
          <Written>{figure.comment || w.noComment}</Written>
        </section>
      ))}
      <Goals report={report} />
      <Measures report={report} />
      <h2>{w.method}</h2>
      <dl class="report-facts">
        {report.method.map((note, index) => (
          <div key={index}>
            <dt>{text(note.label)}</dt>
            <dd>{text(note.text)}</dd>
          </div>
        ))}
      </dl>
      <h2>{w.sources}</h2>
      <ul class="bulleted">
        {report.sources.map((source) => (
          <li key={source.sv}>{text(source)}</li>
        ))}
      </ul>
      <h2>{w.signOff}</h2>
      <Table label={w.signOff} heads={Object.values(w.signOffFields)}>
        <tr class="report-sign">
          {(['body', 'name', 'date', 'reference'] as const).map((field) => (
            <td key={field}>{report.signOff[field]}</td>
          ))}
        </tr>
      </Table>
    </article>
  );
}

function Table({
  label,
  heads,
  children,
}: {
  label: string;
  heads: readonly string[];
  children: ComponentChildren;
}) {
  return (
    <section class="table-scroll" aria-label={label} tabIndex={0}>
      <table class="report-table">
        <caption>{label}</caption>
        <thead>
          <tr>
            {heads.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

function Comparison({ report }: { report: Report }) {
  const w = reportWords.useWords();
  const { table } = report;
  return (
    <>
      <Table label={table.heading} heads={[w.keyFigure, ...table.columns, table.targetHeading]}>
        {table.rows.map((row) => (
          <tr key={row.keyFigure}>
            <th scope="row">{row.name}</th>
            {row.cells.map((cell, index) => (
              <Cell key={table.columns[index]} cell={cell} />
            ))}
            <td>{row.target ?? w.noTarget}</td>
          </tr>
        ))}
      </Table>
      {table.notes.map((note) => (
        <p class="small" key={note}>
          {note}
        </p>
      ))}
    </>
  );
}

function Cell({ cell }: { cell: PrintedCell }) {
  const w = reportWords.useWords();
  const shown = cell.place ? cell.class : cell.computedClass;
  return (
    <td class={shown ? `report-${shown}` : undefined}>
      {cell.place ? `${cell.value} (${cell.place})` : cell.value}
      {cell.classText && <span class="report-words">{cell.classText}</span>}
      {cell.computed && cell.computed !== cell.place && (
        <span class="report-words">{w.computed(cell.computed, cell.computedText ?? '')}</span>
      )}
      {!cell.missing && !cell.place && !cell.computed && (
        <span class="report-words">{w.notRanked}</span>
      )}
    </td>
  );
}

function Goals({ report }: { report: Report }) {
  const w = reportWords.useWords();
  const { text } = useLanguage();
  if (report.goals.length === 0) return null;
  return (
    <>
      <h2>{w.goals}</h2>
      <Table label={w.goals} heads={[w.goal, w.verdict, w.motivation, w.comment]}>
        {report.goals.map((goal) => (
          <tr key={goal.id}>
            <th scope="row">{goal.text}</th>
            <td>{text(goal.verdictText)}</td>
            <td class="report-text" dir="auto">
              {goal.motivation}
            </td>
            <td class="report-text" dir="auto">
              {goal.comment}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}

function Measures({ report }: { report: Report }) {
  const w = reportWords.useWords();
  const { text } = useLanguage();
  if (report.measures.length === 0) return null;
  return (
    <>
      <h2>{w.measures}</h2>
      <Table
        label={w.measures}
        heads={[w.measure, w.measureState, w.timeliness, w.responsible, w.start, w.end]}
      >
        {report.measures.map((measure) => (
          <tr key={measure.id}>
            <th scope="row">
              {measure.name}
              {measure.example && <span class="report-words">{w.example}</span>}
            </th>
            <td>{text(measure.stateText)}</td>
            <td>{text(measure.timelinessText)}</td>
            <td>{measure.orgUnit ?? w.unknown}</td>
            <td>{measure.start ?? w.unknown}</td>
            <td>{measure.end ?? w.unknown}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}
