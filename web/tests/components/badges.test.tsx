import { expect, test } from 'vitest';
import { RankStatementBadges } from '../../src/components/rank-badge';
import { cell, differing } from '../fixtures';
import { show } from './render';

const visible = (container: Element): string => {
  for (const hidden of container.querySelectorAll('.visually-hidden')) hidden.remove();
  return (container.textContent ?? '').replace(/\s+/g, ' ').trim();
};
const printed = { value: 184, rank: 17, of: 21, class: 'red' as const };
const computed = {
  series: 'kolada',
  value: 98.6,
  rank: 10,
  of: 21,
  tied: 1,
  class: 'yellow' as const,
  scheme: 'thirds' as const,
};

test('a printed and a computed rank that differ are both shown', () => {
  const { container } = show(<RankStatementBadges cell={differing} scheme="thirds" />);
  expect(visible(container)).toBe('Tryckt: ▼ 17 av 21 · Beräknad: ● 12 av 21');
});

test('where they agree one badge says so', () => {
  const { container } = show(
    <RankStatementBadges
      cell={cell({ printed, computed: { ...computed, rank: 17, class: 'red' } })}
      scheme="thirds"
    />,
  );
  expect(visible(container)).toBe('▼ 17 av 21 Tryckt och beräknad');
});

test('a value without a printed rank shows the computed one and says it is not in print', () => {
  const { container } = show(<RankStatementBadges cell={cell({ computed })} scheme="thirds" />);
  expect(visible(container)).toBe('Ej rangordnad ännu i tryck · Beräknad: ● 10 av 21');
});

test('without either it is not ranked yet', () => {
  const { container } = show(<RankStatementBadges cell={cell()} scheme="thirds" />);
  expect(visible(container)).toBe('Ej rangordnad ännu');
});

test('the class is also a word, for those who see no colour', () => {
  const { container } = show(<RankStatementBadges cell={cell({ printed })} scheme="quartiles" />, {
    lang: 'en',
  });
  expect(container.textContent).toContain('Last quarter');
  expect(container.textContent).toContain('17 of 21');
});
