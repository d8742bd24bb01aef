import type { ComponentChildren } from 'preact';

export type TagKind = 'good' | 'plain' | 'wait' | 'bad' | 'off';

const SHAPES: Record<TagKind, string> = { good: '✓', plain: '•', wait: '!', bad: '✕', off: '–' };

/** A state in a word, with a shape of its own; never the marks of the tertiles. */
export function Tag({ kind, children }: { kind: TagKind; children: ComponentChildren }) {
  return (
    <span class={`tag tag-${kind}`}>
      <span aria-hidden="true">{SHAPES[kind]}</span> {children}
    </span>
  );
}
