import { expect, test } from 'vitest';
import { shapes, viewBox } from 'virtual:sweden-map';
import { simplify } from '../../scripts/sweden-map';
import { TILES } from '../../src/charts/tile-positions';

test('the map has the same 21 region codes as the tile map', () => {
  expect(Object.keys(shapes).sort()).toEqual(Object.keys(TILES).sort());
  expect(viewBox).toBe('0 0 346 793');
});

test('coordinates have at most one decimal', () => {
  expect(Object.values(shapes).join(' ')).not.toMatch(/\.\d\d/);
  expect(simplify('m1.2345,-6.789 c 0.05,1e-7')).toBe('m1.2,-6.8 c 0.1,1e-7');
});
