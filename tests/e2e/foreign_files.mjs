/** Files such as other systems make them, for the pages where data are handed in. */

const MONTHS = 'jan feb mar apr maj jun jul aug sep okt nov dec'.split(' ');
const METERS = [
  [
    'VB-1001',
    'Värnhuset',
    'El',
    [41.2, 38.9, 37.5, 33.1, 30.4, 28.8, 27.9, 29.3, 31.7, 35, 38.6, 41.9],
  ],
  [
    'VB-1002',
    'Värnhuset',
    'Fjärrvärme',
    [1120.4, 1109.8, 98.1, 66.2, 35.7, 18.3, 12.2, 14.9, 31.1, 62.4, 91, 118.5],
  ],
  [
    'VB-2001',
    'Östra paviljongen',
    'El',
    [12, 11.4, 11.1, 10.2, 9.7, 9.1, 8.8, 9, 9.9, 10.8, 11.5, 12.3],
  ],
  [
    'VB-2002',
    'Östra paviljongen',
    'Fjärrkyla',
    [0.4, 0.4, 0.9, 2.2, 6.8, 11.7, 15.4, 13.9, 6.1, 1.9, 0.7, 0.4],
  ],
];
const written = (value) =>
  value
    .toFixed(1)
    .replace('.', ',')
    .replace(/\B(?=(\d{3})+,)/g, ' ');
const sum = (list) => list.reduce((total, one) => total + one, 0);

/** In windows-1252: the codes of å, ä, ö and é are Unicode's own, that of the dash is not. */
const file = (name, text) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text.replaceAll('–', '\x96'), 'latin1'),
});

/**
 * A year of four meters as nobody has described it: a preamble, headings of its own, a column a
 * month, decimal commas, thousands apart, a sum at the right and below, windows-1252.
 */
export function fileNobodyKnows() {
  const rows = METERS.map(([meter, house, medium, months]) =>
    [meter, house, medium, 'MWh', ...months.map(written), written(sum(months)), ''].join(';'),
  );
  const totals = MONTHS.map((_, month) => written(sum(METERS.map((one) => one[3][month]))));
  const all = written(sum(METERS.map((one) => sum(one[3]))));
  return file(
    'Kärnan energirapport 2024.csv',
    [
      `Energirapport – per mätpunkt${';'.repeat(17)}`,
      `Fastighetssystemet Kärnan 4.2, utskriven 2025-01-07${';'.repeat(17)}`,
      ';'.repeat(17),
      ['Mätp.nr', 'Hus', 'Medieslag', 'Enh', ...MONTHS.map((one) => `${one}-24`), 'Summa', ''].join(
        ';',
      ),
      ...rows,
      ['Totalt', '', '', 'MWh', ...totals, all, ''].join(';'),
      '',
    ].join('\r\n'),
  );
}

/** A register that names its drivers and their personal numbers (invented ones). */
export const fileWithDrivers = () =>
  file(
    'Körjournal oktober.csv',
    [
      'Tankdag;Förare;Personnr;Grupp;Vara;Antal liter',
      ...[
        ['Anna Berg', '19811228-9874', 'Ambulans', 'HVO100', '52,1'],
        ['Bo Ek', '19640823-3234', 'Poolbil', 'Diesel', '48,3'],
        ['Cecilia Dal', '19121212-1212', 'Ambulans', 'HVO100', '39,0'],
        ['David Fors', '19981012-2385', 'Poolbil', 'Diesel', '41,7'],
      ].map((cells, day) => [`2025-10-0${day + 1}`, ...cells].join(';')),
    ].join('\r\n'),
  );
