/** S1: one region's key figures, year by year, against the others and the targets. */
import assert from 'node:assert/strict';
import { PRINTED, YEARS } from '../expected/halland.mjs';
import { eventually } from '../eventually.mjs';
import { settled, wordsOf } from '../visitor.mjs';

const COLOUR_NOTE =
  'Färgen visar bara rangordning jämfört med andra regioner, inte om resultatet är bra eller dåligt.';

const rowOf = (page, name) =>
  page
    .locator('table.comparison tbody tr')
    .filter({ has: page.getByRole('link', { name, exact: true }) });
const cellOf = (page, name, year) => rowOf(page, name).locator('td').nth(YEARS.indexOf(year));

/** The symbol before a printed rank, however the page words it. */
const printedSymbol = (words) =>
  (/Tryckt: ([▲●▼]) \d+ av \d+/.exec(words) ?? /([▲●▼]) \d+ av \d+ Tryckt/.exec(words))?.[1] ??
  null;

const valueChecks = Object.fromEntries(
  PRINTED.map((expected) => [
    `${expected.name}: the four values, the printed ranks with symbol and word, and the target are those of the report`,
    async (visitor) => {
      const page = await visitor.open('/');
      for (const [index, year] of YEARS.entries()) {
        const cell = cellOf(page, expected.name, year);
        const words = await wordsOf(cell);
        assert.equal(words.split(' ')[0], expected.values[index], `${year}: ${words}`);
        const rank = expected.ranks[index];
        if (rank === undefined) {
          assert.match(words, /Ej rangordnad ännu/, `${year} has no printed rank: ${words}`);
          assert.equal(printedSymbol(words), null, words);
          continue;
        }
        const { symbol, word } = expected.classes[index];
        const stated =
          words.includes(`Tryckt: ${symbol} ${rank} av 21`) ||
          words.includes(`${symbol} ${rank} av 21 Tryckt`);
        assert.ok(stated, `${year}: printed ${symbol} ${rank} av 21, the page says: ${words}`);
        assert.ok(words.includes(word), `${year}: ${word} is missing in: ${words}`);
      }
      const target = rowOf(page, expected.name).locator('td').nth(YEARS.length);
      assert.equal(await wordsOf(target), expected.target);
      const status = await wordsOf(rowOf(page, expected.name).locator('.target-word'));
      assert.equal(status, expected.status);
    },
  ]),
);

export default {
  ...valueChecks,

  'Of the printed ranks 14 are red, 4 yellow and none green': async (visitor) => {
    const page = await visitor.open('/');
    const cells = await page.locator('table.comparison tbody td.number').all();
    const symbols = [];
    for (const cell of cells) symbols.push(printedSymbol(await wordsOf(cell)));
    const count = (symbol) => symbols.filter((one) => one === symbol).length;
    assert.deepEqual([count('▼'), count('●'), count('▲')], [14, 4, 0]);
  },

  'Where printed and computed rank differ both stand side by side': async (visitor) => {
    const page = await visitor.open('/');
    const renewable = await wordsOf(cellOf(page, 'Förnybara drivmedel i kollektivtrafik', 2017));
    assert.match(renewable, /Tryckt: ▼ 17 av 21 · Beräknad: ● 12 av 21/);
    assert.match(renewable, /Sista tredjedelen, Mellersta tredjedelen/);
    const antibiotics = await wordsOf(cellOf(page, 'Antibiotikarecept per 1000 invånare', 2022));
    assert.match(antibiotics, /Tryckt: ▼ 15 av 21 · Beräknad: ▼ 16 av 21/);
    const why = await wordsOf(page.locator('.notes'));
    assert.match(why, /Varför skiljer sig tryckt och beräknad plats\?/);
    assert.match(why, /17 av 21 \(värde 85,6\);.* 12 av 21 \(värde 85,58\)/);
  },

  'Where they agree one mark says that the rank is both printed and computed': async (visitor) => {
    const page = await visitor.open('/');
    const words = await wordsOf(cellOf(page, 'Förnybara drivmedel i kollektivtrafik', 2023));
    assert.match(words, /● 12 av 21 Tryckt och beräknad/);
  },

  'A year without printed rank says so, and gives the computed one where there is one': async (
    visitor,
  ) => {
    const page = await visitor.open('/');
    const renewable = await wordsOf(cellOf(page, 'Förnybara drivmedel i kollektivtrafik', 2024));
    assert.match(renewable, /Ej rangordnad ännu i tryck · Beräknad: ● 10 av 21/);
    const energy = await wordsOf(cellOf(page, 'Energianvändning i lokaler', 2024));
    assert.match(energy, /Ej rangordnad ännu$/);
  },

  'One sentence sums up 2023, and the note on colour stands above the table': async (visitor) => {
    const page = await visitor.open('/');
    assert.equal(
      await wordsOf(page.locator('.summary .lead')),
      'År 2023: 5 av 6 nyckeltal i sista tredjedelen, 0 har nått målet.',
    );
    const note = page.getByText(COLOUR_NOTE);
    await note.waitFor();
    const [above, below] = await Promise.all([
      note.boundingBox(),
      page.locator('table.comparison').boundingBox(),
    ]);
    assert.ok(above.y < below.y);
    for (const word of ['▲ Bästa tredjedelen', '● Mellersta tredjedelen', '▼ Sista tredjedelen']) {
      assert.ok((await wordsOf(page.locator('.colour-note'))).includes(word), word);
    }
  },

  'The targets are for 2026, and their status is a word and a bar that never borrow the colours of the ranking':
    async (visitor) => {
      const page = await visitor.open('/');
      await page.getByRole('columnheader', { name: 'Mål 2026' }).waitFor();
      const energy = await wordsOf(
        rowOf(page, 'Energianvändning i lokaler').locator('.target-status'),
      );
      assert.match(energy, /Risk 48 % av vägen till målet borde vara 181 kWh\/m² år 2024/);
      const bar = rowOf(page, 'Energianvändning i lokaler').getByRole('img');
      assert.match(
        await bar.getAttribute('aria-label'),
        /Basår 2017: 199.*Utfall 2024: 188.*Mål 2026: 176/s,
      );
      const ranks = await page
        .locator('.comparison .badge')
        .evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor));
      const words = await page
        .locator('.target-word')
        .evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor));
      assert.ok(
        words.every((colour) => !ranks.includes(colour)),
        `${words} against ${ranks}`,
      );
      assert.equal(await page.locator('.target-status .badge').count(), 0);
    },

  'The cells can show the deviation from the target or the change instead of the rank': async (
    visitor,
  ) => {
    const page = await visitor.open('/');
    await page.getByRole('link', { name: 'Avvikelse mot mål' }).click();
    await eventually(async () =>
      assert.match(
        await wordsOf(cellOf(page, 'Energianvändning i lokaler', 2024)),
        /12 kWh\/m² kvar/,
      ),
    );
    await page.getByRole('link', { name: 'Förändring' }).click();
    await eventually(async () =>
      assert.match(
        await wordsOf(cellOf(page, 'Energianvändning i lokaler', 2023)),
        /−4 kWh\/m² sedan 2022/,
      ),
    );
    assert.match(
      await wordsOf(cellOf(page, 'Ekologiska livsmedel', 2024)),
      /\+2,4 procentenheter sedan 2023/,
    );
  },

  'The rows can be put with the worst rank first': async (visitor) => {
    const page = await visitor.open('/');
    await page.getByRole('link', { name: 'Sämst plats först' }).click();
    await eventually(async () =>
      assert.match(
        await wordsOf(page.locator('table.comparison tbody tr').first()),
        /Avfallsåtervinning/,
      ),
    );
  },

  'Up to six years can be chosen, and a seventh not': async (visitor) => {
    const page = await visitor.open('/');
    await page.locator('.year-picker summary').click();
    for (const year of ['2021', '2020']) await page.getByRole('checkbox', { name: year }).check();
    await eventually(async () => {
      const years = await page.locator('table.comparison thead th').allInnerTexts();
      assert.deepEqual(years.slice(1, 7), ['2017', '2020', '2021', '2022', '2023', '2024']);
    });
    assert.ok(await page.getByRole('checkbox', { name: '2019' }).isDisabled());
  },

  'Another region shows its own values, ranked by computation alone': async (visitor) => {
    const page = await visitor.open('/');
    await page.getByLabel('Region', { exact: true }).selectOption({ label: 'Region Kronoberg' });
    await eventually(async () =>
      assert.equal(
        await page.getByRole('heading', { level: 1 }).innerText(),
        'Översikt: Region Kronoberg',
      ),
    );
    await settled(page);
    await page.getByRole('table', { name: /Region Kronoberg/ }).waitFor();
    const words = await wordsOf(page.locator('table.comparison'));
    assert.match(words, /Beräknad: [▲●▼] \d+ av 21/);
    assert.equal(printedSymbol(words), null);
    assert.match(words, /Inget mål satt/);
    assert.match(words, /Ännu ej publicerad|Uppgift saknas/);
  },

  'While another region is being fetched, the numbers of the one before do not stand under its name':
    async (visitor) => {
      const page = await visitor.open('/');
      let release;
      const held = new Promise((resolve) => {
        release = resolve;
      });
      await page.route('**/api/v1/comparison?region=07*', async (route) => {
        await held;
        await route.continue();
      });
      await page.getByLabel('Region', { exact: true }).selectOption({ label: 'Region Kronoberg' });
      await page.getByRole('heading', { level: 1, name: 'Översikt: Region Kronoberg' }).waitFor();
      const words = await wordsOf(page.locator('main'));
      assert.doesNotMatch(words, /306|nyckeltal i sista tredjedelen/);
      release();
      await page.getByRole('table', { name: /Region Kronoberg/ }).waitFor();
    },

  'The button beside a name explains the key figure': async (visitor) => {
    const page = await visitor.open('/');
    await page.getByRole('button', { name: 'Om Energianvändning i lokaler' }).click();
    const words = await wordsOf(page.getByRole('dialog', { name: 'Energianvändning i lokaler' }));
    for (const part of ['Definition', 'kWh/m²', 'Lägre är bättre', 'Källa', 'Brott i serien'])
      assert.ok(words.includes(part), part);
  },

  'The search box finds a key figure by a part of its name': async (visitor) => {
    const page = await visitor.open('/');
    await page.getByRole('searchbox').fill('lustg');
    await page.getByRole('link', { name: /Destruerad andel lustgas/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Destruerad andel lustgas' }).waitFor();
  },
};
