// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import type { ComponentChildren } from 'preact';

export interface Head {
  name: string;
  /** Its cells are numbers. */
  number?: boolean;
  /** Said to those who hear the page, not shown. */
  silent?: boolean;
  unit?: string | null;
}

/** The name of a column as a heading needs it. */
export const head = (name: string): Head => ({ name });
export const numberHead = (name: string, unit: string | null = null): Head => ({
  name,
  number: true,
  unit,
});

/** A table whose rows are shown as cards in narrow windows. Its rows and cells carry their roles. */
export function CardTable({
  label,
  kind,
  heads,
  children,
}: {
  /** What the table is, for those who hear the page; the heading above says it to the others. */
  label: string;
  kind: string;
  heads: readonly Head[];
  children: ComponentChildren;
}) {
  return (
    <section class="table-scroll" aria-label={label} tabIndex={0}>
      <table class={`cards ${kind}`} role="table">
        <caption class="visually-hidden">{label}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {heads.map(({ name, number, silent, unit }) => (
              <th key={name} scope="col" role="columnheader" class={number ? 'number' : undefined}>
                {silent ? <span class="visually-hidden">{name}</span> : name}
                {unit && <span class="unit">{unit}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">{children}</tbody>
      </table>
    </section>
  );
}
