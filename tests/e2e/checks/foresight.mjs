/** How sure the colours are, why a rank moved, where a figure is heading, and what would change it. */
import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { settled, wordsOf } from '../visitor.mjs';
import { as } from '../workplace.mjs';

const section = (page, name) => page.getByRole('region', { name, exact: true });
const RANKING = '/nyckeltal/fornybart?ar=2023';

/** The numbers in the last column but one of a table: what is added to the first rank. */
async function partsOf(page) {
  const part = section(page, 'Varför ändrades placeringen?');
  await part.getByText('Visa datatabell').click();
  await part.locator('figure tbody tr').first().waitFor();
  const rows = await part.locator('figure tbody tr').all();
  const cells = await Promise.all(rows.map((row) => row.locator('td').allInnerTexts()));
  const number = (text) => Number(text.replace('\u2212', '-').replace('+', ''));
  return cells.map(([change, rank]) => ({ change: number(change), rank: number(rank) }));
}

export default {
  'Each colour is said to be sure or not, in words, and the own rank has its interval': async (
    visitor,
  ) => {
    const page = await visitor.open(RANKING);
    const marks = await page.locator('table.ranking .sure').allInnerTexts();
    assert.equal(marks.length, 21);
    for (const mark of marks) assert.match(mark, /^(✓ säker färg|≈ osäker färg)$/);
    assert.match(
      await wordsOf(page.locator('.standing')),
      /(säker|osäker) färg plats \d+(–\d+)? av 21 \(80 %\)/,
    );
  },

  'Certainty shows an interval for every region, and odds that sum to one': async (visitor) => {
    const page = await visitor.open(RANKING);
    const part = section(page, 'Hur säker är färgen?');
    assert.equal(await part.locator('svg .interval').count(), 21);
    assert.equal(await part.locator('table.odds tbody tr').count(), 3);
    await part.getByText('Visa datatabell').click();
    await eventually(async () => assert.equal(await part.locator('figure tbody tr').count(), 21));
    assert.match(await wordsOf(part.locator('figure tbody tr', { hasText: 'Halland' })), / 12 12 /);
    await part.getByText('Så räknas säkerheten').click();
    assert.match(await wordsOf(part), /100 000 gånger.*Avrundning: ±0,005/);
  },

  'The parts of a move add up to it, in the table and from the first rank to the second': async (
    visitor,
  ) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2024&fran=2017&till=2024');
    const rows = await partsOf(page);
    assert.equal(rows.length, 6);
    const [first, ...rest] = rows;
    const last = rest.pop();
    assert.deepEqual([first.rank, last.rank], [12, 10]);
    const sum = rest.reduce((total, { change }) => total + change, 0);
    assert.equal(sum, last.change);
    assert.equal(first.rank + sum, last.rank);
  },

  'The years of a move are chosen by hand and stand in the address': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2024');
    const part = section(page, 'Varför ändrades placeringen?');
    await part.getByLabel('Från år').selectOption('2015');
    await eventually(async () => assert.match(page.url(), /fran=2015&till=2024/));
    await eventually(async () => assert.match(await wordsOf(part), /\(2015\) till .*\(2024\)/));
    const before = await wordsOf(part);
    await page.reload();
    await settled(page);
    await eventually(async () => assert.equal(await wordsOf(part), before));
  },

  'Energy fell from 12 to 17 although it improved: the printed ranks say so, without invented parts':
    async (visitor) => {
      const page = await visitor.open('/nyckeltal/energi');
      const part = section(page, 'Varför ändrades placeringen?');
      await eventually(async () =>
        assert.match(
          await wordsOf(part),
          /tryckt plats 12 av 21 \(2017\) till 17 av 21 \(2023\): 5 platser sämre.*199 till 184 kWh\/m².*andras förbättrades mer/,
        ),
      );
      assert.equal(await part.locator('.step-better, .step-worse').count(), 0);
    },

  'The forecast is dotted with its interval, named, and can be hidden by the address': async (
    visitor,
  ) => {
    const page = await visitor.open('/nyckeltal/fornybart/utveckling');
    assert.equal(await page.locator('.forecast-line').count(), 1);
    assert.equal(await page.locator('.forecast-area').count(), 1);
    assert.match(await wordsOf(page.locator('.chart-key')), /Prognos: \S+.* 80 % intervall/);
    const panel = section(page, 'Når vi målet?');
    await eventually(async () =>
      assert.match(
        await wordsOf(panel),
        /Prognos 2026 \d+,\d %.*Sannolikhet att nå målet .*Takt som krävs .*per år/,
      ),
    );
    await panel.getByText('Så valdes metoden').click();
    assert.ok((await panel.locator('table.methods tbody tr').count()) >= 3);
    assert.equal(await panel.locator('table.methods tr.own').count(), 1);
    await page.getByRole('link', { name: 'Dölj' }).click();
    await eventually(async () => assert.match(page.url(), /prognos=nej/));
    await eventually(async () => assert.equal(await page.locator('.forecast-line').count(), 0));
    assert.equal(await panel.count(), 0);
    assert.equal(await page.locator('.target-line').count(), 1);
  },

  'On one page: why energy fell, whether 176 is reached, and what a value of one’s own would be':
    async (visitor) => {
      const page = await visitor.open('/nyckeltal/energi/vad-kravs');
      const main = page.locator('main');
      await eventually(async () => {
        const words = await wordsOf(main);
        assert.match(words, /tryckt plats 12 av 21 \(2017\) till 17 av 21 \(2023\)/);
        assert.match(words, /Mål 2026: 176 kWh\/m²/);
        assert.match(words, /Takt som krävs −6,0 kWh\/m² per år/);
      });
      await page.getByLabel(/Prövat värde/).fill('180');
      await eventually(async () => assert.match(page.url(), /varde=180/));
      await eventually(async () =>
        assert.match(await wordsOf(main), /Värdet 2024 188 kWh\/m².*Till målet 2026 4 kWh\/m² kvar/),
      );
      await page.getByRole('button', { name: 'Målet 176' }).click();
      await eventually(async () => assert.match(await wordsOf(main), /målet nås precis/));
    },

  'Four questions are answered on one page, and every sum is the sum of its parts': as(
    null,
    async (visitor) => {
      const page = await visitor.open('/nyckeltal/energi/vad-kravs');
      const four = section(page, 'Fyra frågor');
      await eventually(async () => assert.match(await wordsOf(four), /åtgärder ger .* till 2026/));
      const words = await wordsOf(four);
      const number = (text) => Number(text.replace('\u2212', '-').replace(',', '.'));
      const found = (pattern) => words.match(pattern).slice(1).map(number);
      // Why: printed ranks alone, so no parts are invented.
      const [before, after, worse] = found(
        /Från plats (\d+) \(2017\) till (\d+) av 21 \(2023\): (\d+) platser sämre/,
      );
      assert.equal(after - before, worse);
      assert.match(words, /De andra regionernas värden saknas, så ändringen kan inte delas upp/);
      // Will we: of the series that the comparison shows, by name.
      assert.match(words, /Når vi 176 kWh\/m² 2026\? Sannolikhet 8 %\. .*Serie: Tryckt i rapport/);
      // What: the pace over the years that are left is the whole way to the target.
      const [left, latest, year, pace] = found(
        /([−\d,]+) kWh\/m² från (\d+) kWh\/m² \((\d+)\), alltså ([−\d,]+) kWh\/m² per år/,
      );
      assert.equal(latest + left, 176);
      assert.equal(latest + (2026 - year) * pace, 176);
      const [together, without, sum] = found(
        /åtgärder ger ([−\d,]+) kWh\/m² till 2026: från prognosen (\d+) till (\d+) kWh/,
      );
      assert.equal(without + together, sum);
      const parts = (await four.locator('.four-part').allInnerTexts()).map((text) =>
        number(text.split(/\s/)[0]),
      );
      assert.equal(parts.length, 4);
      assert.ok(Math.abs(parts.reduce((total, one) => total + one, 0) - together) < 0.15);
      // At what cost: by measure, the cheapest first.
      const costs = [...words.matchAll(/: (−?[\d\s]+) kr per ton CO₂e/g)].map(([, cost]) =>
        number(cost.replaceAll(/\s/g, '')),
      );
      assert.equal(costs.length, 4);
      assert.deepEqual(costs, [...costs].sort((a, b) => a - b));
    },
  ),

  'Where the values of all are known, the four parts of a move sum to it in words too': async (
    visitor,
  ) => {
    const page = await visitor.open('/nyckeltal/fornybart/vad-kravs?ar=2024&fran=2017&till=2024');
    const four = section(page, 'Fyra frågor');
    await eventually(async () => assert.match(await wordsOf(four), /summa/));
    const words = await wordsOf(four);
    const [own, others, revised, members, sum] = words
      .match(/ändring (\S+), de andras (\S+), reviderade värden (\S+), .* med (\S+): summa ([^ .]+)/)
      .slice(1)
      .map((text) => Number(text.replace('\u2212', '-')));
    assert.equal(own + others + revised + members, sum);
    const [before, after] = words.match(/plats (\d+) .* till (\d+) av/).slice(1).map(Number);
    assert.equal(after - before, sum);
  },

  'The value of one’s own is moved by the arrow keys, and its rank and limits are told': async (
    visitor,
  ) => {
    const page = await visitor.open('/nyckeltal/fornybart/vad-kravs?ar=2023');
    const slider = page.getByRole('slider');
    await slider.focus();
    await page.keyboard.press('End');
    const tried = section(page, 'Pröva ett eget värde Antagande');
    await eventually(async () => {
      assert.match(page.url(), /varde=100/);
      assert.match(await wordsOf(tried), /Prövat värde 100,0 % ▲ 1 av 21 ▲ Bästa tredjedelen/);
    });
    await page.keyboard.press('ArrowLeft');
    await eventually(async () =>
      assert.match(
        await wordsOf(tried),
        /Prövat värde 99,9 % ● \d+ av 21 .*Bästa tredjedelen nås vid 100,0 %: 0,1 procentenheter bort/,
      ),
    );
    const other = await visitor.open(page.url().slice(visitor.base.length));
    await eventually(async () =>
      assert.match(await wordsOf(other.locator('main')), /Prövat värde 99,9 %/),
    );
  },

  'A red region sees which regions like it are green, and how their values moved': async (
    visitor,
  ) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2024&region=10');
    const part = section(page, 'Vad gör liknande regioner?');
    await eventually(async () => {
      assert.match(await wordsOf(part), /Region Blekinge ligger i sista gruppen/);
      assert.match(await wordsOf(part), /I bästa gruppen: \S+/);
    });
    assert.equal(await part.locator('tbody tr').count(), 6);
    assert.match(await wordsOf(part.locator('tbody tr').nth(1)), /▲|●|▼/);
  },

  'Assumptions are marked as such and kept apart from facts': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart/vad-kravs?varde=99.5');
    const assumed = page.locator('.band-assumed');
    assert.match(await wordsOf(assumed), /^! Antagande .*Inget publicerat värde ändras/);
    assert.doesNotMatch(await wordsOf(page.locator('.band').first()), /99,5/);
  },
};
