import { fireEvent, screen } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { standalone } from '../../src/charts/save-chart';
import { TrendChart } from '../../src/charts/trend-chart';
import { ValuesTable } from '../../src/components/values-table';
import { trendModel } from '../../src/model/trend';
import { valueSeries } from '../fixtures';
import { show } from './render';

const target = {
  region: '13',
  year: 2026,
  value: 176,
  baselineYear: 2017,
  baselineValue: 199,
  path: 'linear',
  decision: '',
};
const model = trendModel(
  valueSeries({ 13: [199, null, null, null, null, 188, 184, 188] }, 2017, { targets: [target] }),
  '13',
  false,
);
const chart = () =>
  show(
    <TrendChart
      model={model}
      region="13"
      decimals={0}
      unit="kWh/m²"
      label="Energi"
      bounds={{ min: 0, max: null }}
      breaks={[]}
    />,
  );

test('the line is broken between 2017 and 2022', () => {
  const { container } = chart();
  expect(container.querySelector('.own-line')?.getAttribute('d')?.match(/M/g)).toHaveLength(2);
});

test('the straight path runs from the base year to the target', () => {
  const { container } = chart();
  expect(container.querySelector('.path-line')).toBeTruthy();
  expect(container.textContent).toContain('Mål 176');
});

test('the year in focus is moved by the slider and read out in words', () => {
  chart();
  const slider = screen.getByRole('slider');
  expect(slider.getAttribute('aria-valuetext')).toContain('2024: 13 188\u00a0kWh/m²');
  fireEvent.input(slider, { target: { value: '0' } });
  expect(slider.getAttribute('aria-valuetext')).toContain('2017: 13 199\u00a0kWh/m²');
});

test('the data table has every year and says in words what is missing', () => {
  show(<ValuesTable model={model} caption="Värden" decimals={0} unit="kWh/m²" />);
  expect(screen.getAllByRole('row')).toHaveLength(9);
  expect(screen.getAllByText('Uppgift saknas')).toHaveLength(4);
});

test('a saved picture carries title, source and attribution but not the passing focus', () => {
  const { container } = chart();
  const svg = container.querySelector('svg')!;
  Object.defineProperty(svg, 'viewBox', {
    value: { baseVal: { x: 0, y: 0, width: 640, height: 360 } },
  });
  const { text, height } = standalone(svg, {
    title: 'Energi 2024',
    subtitle: 'kWh/m²',
    notes: ['Källa: Kolada', 'Kartdata: MapSVG / svg-maps, CC BY 4.0'],
  });
  for (const part of ['Energi 2024', 'kWh/m²', 'Källa: Kolada', 'CC BY 4.0'])
    expect(text).toContain(part);
  expect(text).not.toContain('data-passing');
  expect(text).not.toContain('class=');
  expect(height).toBeGreaterThan(360);
});

test('a forecast is dotted, begins where the outcomes end, and stands in the table', () => {
  const steps = [
    { year: 2024, value: 188, low: 188, high: 188 },
    { year: 2025, value: 184, low: 178, high: 190 },
    { year: 2026, value: 181.2, low: 173.1, high: 189.4 },
  ];
  const series = valueSeries({ 13: [199, null, null, null, null, 188, 184, 188] }, 2017);
  const coming = trendModel(series, '13', false, steps);
  expect(coming.to).toBe(2026);
  const { container } = show(
    <>
      <TrendChart
        model={coming}
        region="13"
        decimals={0}
        unit="kWh/m²"
        label="Energi"
        bounds={{ min: 0, max: null }}
        breaks={[]}
      />
      <ValuesTable model={coming} caption="Värden" decimals={0} unit="kWh/m²" />
    </>,
  );
  expect(container.querySelector('.forecast-line')?.getAttribute('d')?.split('L')).toHaveLength(3);
  expect(container.textContent).toContain('Prognos 181');
  const last = screen.getAllByRole('row').at(-1)?.textContent;
  expect(last).toBe('Prognos 2026181 (173–189)');
  expect(screen.getByRole('slider').getAttribute('aria-valuetext')).toContain('2024: 13 188');
});

test('as an index the forecast is measured by the same base year', () => {
  const series = valueSeries({ 13: [200, 190] }, 2023, { targets: [] });
  const steps = [{ year: 2025, value: 180, low: 170, high: 190 }];
  expect(trendModel(series, '13', true, steps).forecast).toEqual([
    { year: 2025, value: 90, low: 85, high: 95 },
  ]);
});
