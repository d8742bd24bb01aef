import type { ComponentChildren } from 'preact';

/** A term and what is to say of it; an empty answer leaves the line out. */
export type Fact = readonly [term: string, answer: ComponentChildren];

/** Facts about one thing, each on a line of its own. */
export function FactList({ facts, kind = 'facts' }: { facts: readonly Fact[]; kind?: string }) {
  return (
    <dl class={kind}>
      {facts
        .filter(
          ([, answer]) =>
            answer !== null && answer !== undefined && answer !== false && answer !== '',
        )
        .map(([term, answer]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
    </dl>
  );
}
