import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { RankingTable } from '../../src/components/ranking-table';
import { parseFigure } from '../../src/routing/figure-state';
import { ranking, rankingRow } from '../fixtures';
import { show } from './render';

const data = ranking(
  [
    rankingRow('18', 100, 1, { class: 'green', tied: 2, shortName: 'Örebro län' }),
    rankingRow('05', 100, 1, { class: 'green', tied: 2, shortName: 'Östergötland' }),
    rankingRow('13', 85.58, 3, {
      class: 'yellow',
      shortName: 'Halland',
      printed: { value: 85.6, rank: 17, of: 21, class: 'red' },
      printedRank: 17,
      change: 3.9,
      previous: { year: 2016, value: 81.7, rank: 4 },
    }),
  ],
  {
    missing: [
      { region: '10', name: 'Region Blekinge', shortName: 'Blekinge', reason: 'notSubmitted' },
    ],
  },
);

function open(query = '') {
  const onChange = vi.fn();
  const onSource = vi.fn();
  show(
    <RankingTable
      ranking={data}
      region="13"
      state={parseFigure(new URLSearchParams(query))}
      trends={[]}
      pick={{ lit: null, light: () => undefined }}
      onChange={onChange}
      onSource={onSource}
    />,
  );
  return { onChange, onSource };
}
const rows = () => screen.getAllByRole('row').map((one) => one.textContent ?? '');

test('shared ranks, the own region, class boundaries and missing regions are all told in words', () => {
  open();
  const text = rows().join('\n');
  expect(text).toContain('1 (delad)');
  expect(text).toContain('Din region');
  expect(text).toMatch(/Bästa tredjedelen2 regioner · gräns 70,0/);
  expect(rows().at(-1)).toContain('Ej inlämnad');
  expect(text).toContain('Tryckt: ▼ 17 av 21');
});

test('a header button sorts, and says so; pressed again it turns the order round', () => {
  const { onChange } = open('sort=varde');
  expect(screen.getByRole('columnheader', { name: /Värde/ }).getAttribute('aria-sort')).toBe(
    'ascending',
  );
  fireEvent.click(screen.getByRole('button', { name: /^Värde/ }));
  expect(onChange).toHaveBeenCalledWith(
    expect.objectContaining({ sort: 'varde', descending: true }),
  );
});

test('at most four regions can be pinned, and the own one needs no pin', () => {
  const { onChange } = open('pin=18,01,03,04');
  expect(screen.getByRole('button', { name: 'Fäst Region 05' })).toHaveProperty('disabled', true);
  fireEvent.click(screen.getByRole('button', { name: 'Lossa Region 18' }));
  expect(onChange).toHaveBeenCalledWith(expect.objectContaining({ pins: ['01', '03', '04'] }));
  expect(screen.queryByRole('button', { name: /Fäst Region 13/ })).toBeNull();
});

test('the source is one click from the number here too', () => {
  const { onSource } = open();
  fireEvent.click(screen.getByRole('button', { name: /85,6.*Källa/ }));
  expect(onSource).toHaveBeenCalledWith('13', 'Region 13');
});
