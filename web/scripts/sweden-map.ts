import { createRequire } from 'node:module';

/** The county code of each shape in the map package; its ids are lower-case names. */
const CODES: Record<string, string> = {
  stockholm: '01',
  uppsala: '03',
  sodermanland: '04',
  ostergotland: '05',
  jonkoping: '06',
  kronoberg: '07',
  kalmar: '08',
  gotland: '09',
  blekinge: '10',
  skane: '12',
  halland: '13',
  'vastra gotaland': '14',
  varmland: '17',
  orebro: '18',
  vastmanland: '19',
  dalarna: '20',
  gavleborg: '21',
  vasternorrland: '22',
  jamtland: '23',
  vasterbotten: '24',
  norrbotten: '25',
};

/** One decimal is a tenth of a pixel at the size we draw: nobody sees the difference. */
export const simplify = (path: string): string =>
  path
    .replace(/-?\d*\.\d+(?:e-?\d+)?/g, (number) => String(Math.round(Number(number) * 10) / 10))
    .replace(/(\d) -/g, '$1-');

/** Gives `virtual:sweden-map`: the view box and one simplified path per region code. */
export function swedenMap() {
  const name = 'virtual:sweden-map';
  return {
    name: 'sweden-map',
    resolveId: (id: string) => (id === name ? `\0${name}` : undefined),
    load(id: string) {
      if (id !== `\0${name}`) return undefined;
      const loaded = createRequire(import.meta.url)('@svg-maps/sweden');
      const map = loaded.default ?? loaded;
      const shapes: Record<string, string> = {};
      for (const { id: county, path } of map.locations) {
        const code = CODES[county];
        if (!code) throw new Error(`the map package has an unknown county: ${county}`);
        shapes[code] = simplify(path);
      }
      if (Object.keys(shapes).length !== 21) throw new Error('the map must have 21 counties');
      return (
        `export const viewBox = ${JSON.stringify(map.viewBox)};\n` +
        `export const shapes = ${JSON.stringify(shapes)};`
      );
    },
  };
}
