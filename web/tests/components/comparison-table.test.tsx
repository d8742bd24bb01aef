import { fireEvent, screen, within } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { ComparisonTable } from '../../src/components/comparison-table';
import { cell, comparison, row } from '../fixtures';
import { show } from './render';

const table = (
  changes = {},
  view: 'plats' | 'avvikelse' | 'forandring' = 'plats',
  onSource = vi.fn(),
) => {
  show(
    <ComparisonTable
      comparison={comparison([row(changes)])}
      view={view}
      order="tema"
      onSource={onSource}
    />,
  );
  return onSource;
};

test('a row says value, rank, target and status against the target in words', () => {
  table();
  const line = screen.getByRole('row', { name: /Energianvändning i lokaler/ });
  for (const text of [
    '199',
    '188',
    '176',
    'Risk',
    '48\u00a0% av vägen till målet',
    'borde vara 181\u00a0kWh/m² år 2024',
    'Ej rangordnad ännu',
  ]) {
    expect(line.textContent).toContain(text);
  }
});

test('the source is one click from the number', () => {
  const onSource = table();
  fireEvent.click(
    screen.getByRole('button', { name: /199.*Källa: Energianvändning i lokaler 2017/ }),
  );
  expect(onSource).toHaveBeenCalledWith('energy-use-premises', 2017);
});

test('a missing value is words, never zero or blank', () => {
  table({
    cells: [
      cell({ value: null, series: null, reason: 'confidential' }),
      cell({ year: 2024, value: null, series: null, reason: 'notPublished' }),
    ],
  });
  expect(screen.getByText('Sekretess')).toBeTruthy();
  expect(screen.getByText('Ännu ej publicerad')).toBeTruthy();
});

test('a value that is not there claims no more than that it has not been loaded', () => {
  table({ cells: [cell({ value: null, series: null }), cell({ year: 2024 })] });
  expect(screen.getByText('Uppgift saknas').title).toBe(
    'Inget värde är inläst för regionen och året.',
  );
});

test('the cells can show the distance to the target or the change instead', () => {
  table({}, 'avvikelse');
  expect(screen.getByText('12 kWh/m² kvar')).toBeTruthy();
  table({}, 'forandring');
  expect(screen.getByText(/−11 kWh\/m² sedan 2017/)).toBeTruthy();
});

test('columns and rows have headers and the table a caption', () => {
  table();
  const found = screen.getByRole('table', { name: /Nyckeltalsjämförelse, Region Halland/ });
  expect(
    within(found)
      .getAllByRole('columnheader')
      .map((one) => one.textContent),
  ).toEqual(['Nyckeltal', '2017', '2024', 'Mål 2026', 'Status mot mål']);
  expect(within(found).getAllByRole('rowheader')).toHaveLength(1);
});
