/** The same numbers as files. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { PRINTED } from '../expected/halland.mjs';

const TYPES = {
  csv: [
    /^text\/csv; ?charset=utf-8$/,
    (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])),
  ],
  'csv&dialect=en': [
    /^text\/csv; ?charset=utf-8$/,
    (bytes) => /^[a-zA-Z]+(,[a-zA-Z0-9]+)+\r?\n/.test(bytes),
  ],
  xlsx: [
    /^application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet$/,
    (bytes) => bytes.subarray(0, 2).toString() === 'PK',
  ],
  'json-stat': [
    /^application\/json/,
    (bytes) => ['dataset', 'collection'].includes(JSON.parse(bytes).class),
  ],
};

/** Every download link on the page leads to a file of the type it names. */
const filesOf = (address, least) => async (visitor) => {
  const page = await visitor.open(address);
  const links = await page
    .locator('a[download]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  assert.ok(links.length >= least, `${links.length} links`);
  for (const link of links) {
    const answer = await fetch(visitor.base + link);
    const bytes = Buffer.from(await answer.arrayBuffer());
    assert.equal(answer.status, 200, `${link}: ${bytes.subarray(0, 300)}`);
    const [type, looksRight] = TYPES[/format=(.+)$/.exec(link)[1]];
    assert.match(answer.headers.get('content-type'), type, link);
    assert.ok(looksRight(bytes), `${link} begins with ${bytes.subarray(0, 20)}`);
  }
};

/** Clicks, waits for the file, and gives its name and bytes. */
async function fetchFile(page, click) {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

export default {
  'The overview can be had as CSV for Swedish and English spreadsheets, Excel and JSON-stat':
    filesOf('/', 4),
  'A ranking can be had in the same four forms': filesOf('/nyckeltal/fornybart?ar=2023', 4),
  'So can the development': filesOf('/nyckeltal/fornybart/utveckling', 4),
  'So can the values of a key figure that other regions lack': filesOf('/nyckeltal/energi', 4),
  'So can the list of key figures': filesOf('/nyckeltal', 4),
  'The data page offers six tables in three forms': filesOf('/data', 18),

  'The CSV of the overview has every printed value with decimal comma and the rank beside it':
    async (visitor) => {
      const page = await visitor.open('/');
      const { name, bytes } = await fetchFile(page, () =>
        page.getByRole('link', { name: 'CSV (svensk)' }).click(),
      );
      assert.match(name, /\.csv$/);
      const lines = bytes
        .toString('utf8')
        .split(/\r?\n/)
        .map((line) => line.split(';'));
      for (const { id, values, ranks } of PRINTED) {
        for (const [index, year] of ['2017', '2022', '2023', '2024'].entries()) {
          const line = lines.find((cells) => cells.includes(id) && cells.includes(year));
          const plain = values[index].replace(/,0$/, '');
          assert.ok(
            line.some((cell) => cell === plain || cell === values[index]),
            `${id} ${year}: ${line}`,
          );
          if (ranks[index])
            assert.ok(line.includes(String(ranks[index])), `${id} ${year}: ${line}`);
        }
      }
    },

  'The address behind the table is shown and gives the same table as JSON': async (visitor) => {
    const page = await visitor.open('/');
    await page.locator('.api-access summary').click();
    const address = await page.locator('.api-access a').innerText();
    assert.equal(address, `${visitor.base}/api/v1/comparison?region=13`);
    const { rows } = await (await fetch(address)).json();
    assert.deepEqual(
      rows.map((row) => row.keyFigure),
      PRINTED.map(({ id }) => id),
    );
  },

  'A chart is saved as SVG, with title, source and colours of its own': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023&vy=karta');
    const chart = page.locator('figure.chart').first();
    const { name, bytes } = await fetchFile(page, () =>
      chart.getByRole('button', { name: 'SVG' }).click(),
    );
    assert.equal(name, 'fornybart-2023-karta.svg');
    const text = bytes.toString('utf8');
    assert.match(text, /^<svg[^>]+xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    for (const part of [
      'Förnybara drivmedel i kollektivtrafik 2023',
      'Källa: Kolada',
      'CC BY 4.0',
      'fill=',
    ])
      assert.ok(text.includes(part), part);
    assert.doesNotMatch(text, /class="/);
    const width = await page.evaluate(async (svg) => {
      const image = new Image();
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
      await image.decode();
      return image.naturalWidth;
    }, text);
    assert.ok(width > 300);
  },

  'A chart is saved as PNG, drawn by the browser itself and not empty': async (visitor) => {
    const page = await visitor.open('/nyckeltal/energi');
    const { name, bytes } = await fetchFile(page, () =>
      page.getByRole('button', { name: 'PNG' }).first().click(),
    );
    assert.equal(name, 'energi-utveckling.png');
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    assert.ok(width >= 1000 && height >= 600, `${width} × ${height}`);
    assert.ok(bytes.length > 15_000, `${bytes.length} bytes`);
  },
};
