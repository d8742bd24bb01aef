import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { useLanguage } from '../i18n/language';
import { savePng, saveSvg } from './save-chart';

interface Props {
  title: string;
  subtitle: string;
  source: string;
  /** Who made what is drawn on, where it is not ours: follows the picture into its files. */
  attribution?: string;
  /** File name without ending. */
  file: string;
  table?: ComponentChildren;
  children: ComponentChildren;
}

/** What every chart has: two-line title, source, its numbers as a table, and the picture as a file. */
export function ChartFrame({ title, subtitle, source, attribution, file, table, children }: Props) {
  const { t } = useLanguage();
  const figure = useRef<HTMLElement>(null);
  const id = useId();
  const svg = () => figure.current?.querySelector<SVGSVGElement>('svg[role="img"]') ?? null;
  const caption = { title, subtitle, notes: attribution ? [source, attribution] : [source] };
  return (
    <figure class="chart" ref={figure} aria-labelledby={id}>
      <figcaption>
        <span class="chart-title" id={id}>
          {title}
        </span>
        <span class="chart-subtitle">{subtitle}</span>
      </figcaption>
      {children}
      {attribution && <p class="attribution">{attribution}</p>}
      <p class="chart-source">{source}</p>
      <div class="share-row small no-print">
        <span>{t.share.chart}</span>
        <span class="share-pair">
          <button type="button" class="quiet" onClick={() => saveSvg(svg(), caption, file)}>
            {t.share.svg}
          </button>
          <button type="button" class="quiet" onClick={() => savePng(svg(), caption, file)}>
            {t.share.png}
          </button>
        </span>
      </div>
      {table && <DataTable>{table}</DataTable>}
    </figure>
  );
}

/** The numbers behind the picture, made when they are asked for. */
function DataTable({ children }: { children: ComponentChildren }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  return (
    <details class="data-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t.share.table}</summary>
      {open && children}
    </details>
  );
}
