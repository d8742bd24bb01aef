/** S2: one key figure, all regions. */
import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { countRanks } from '../expected/ranking.mjs';
import { settled, tidy, wordsOf } from '../visitor.mjs';

const RENEWABLE = 'renewable-fuel-public-transport';
const higher = (a, b) => a > b;
const lower = (a, b) => a < b;

/** What each row of the table says: rank, whether it is shared, name, value and symbol. */
async function readTable(page) {
  const rows = await page.locator('table.ranking tbody tr:not(.group):not(.missing-row)').all();
  return Promise.all(
    rows.map(async (row) => {
      const first = tidy(await row.locator('td').first().innerText());
      return {
        rank: Number(/^\d+/.exec(first)?.[0]),
        shared: first.includes('(delad)'),
        name: tidy(await row.locator('th').innerText())
          .replace(/^[+✓] ?/, '')
          .replace(/ ?Din region$/, ''),
        value: tidy(await row.locator('.value').innerText()).split(/[. ]/)[0],
        symbol: /[▲●▼]/.exec(await row.locator('.badge').innerText())?.[0],
      };
    }),
  );
}

const compareWithFile = (keyFigure, slug, year, better, decimals) => async (visitor) => {
  const page = await visitor.open(`/nyckeltal/${slug}?ar=${year}`);
  const shown = await readTable(page);
  const counted = countRanks(keyFigure, year, better);
  assert.equal(shown.length, counted.length);
  const place = (row) => `${row.rank} ${row.shared ?? row.tied > 1} ${row.symbol} ${row.name}`;
  assert.deepEqual(
    shown.map(place).sort(),
    counted.map((row) => place({ ...row, shared: row.tied > 1 })).sort(),
  );
  const rounded = new Map(
    counted.map(({ name, value }) => [
      name,
      value.toLocaleString('sv-SE', {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }),
    ]),
  );
  for (const { name, value } of shown) assert.equal(value, rounded.get(name), name);
};

export default {
  'Renewable fuel 2023: all 21 regions stand where counting in the shipped file puts them':
    compareWithFile(RENEWABLE, 'fornybart', 2023, higher, 1),
  'Renewable fuel 2017: all 21 regions stand where counting in the shipped file puts them':
    compareWithFile(RENEWABLE, 'fornybart', 2017, higher, 1),
  'Antibiotics 2022, where lower is better: all 21 regions stand where counting puts them':
    compareWithFile('antibiotic-prescriptions', 'antibiotika', 2022, lower, 0),

  'Labelled rows mark the class boundaries, and the sizes of the classes are given': async (
    visitor,
  ) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023');
    const groups = (await page.locator('table.ranking tr.group').allInnerTexts()).map(tidy);
    assert.equal(groups.length, 3);
    assert.match(groups[0], /▲ Bästa tredjedelen.*7 regioner · gräns 100,0 %/);
    assert.match(groups[1], /● Mellersta tredjedelen.*7 regioner · gräns 92,16 %/);
    assert.match(groups[2], /▼ Sista tredjedelen.*7 regioner/);
    assert.match(await wordsOf(page.locator('main')), /Antal per grupp: ▲ 7 · ● 7 · ▼ 7/);
  },

  'Shared places make the groups uneven, and the page gives the sizes as they are': async (
    visitor,
  ) => {
    for (const year of [2021, 2022, 2024]) {
      const page = await visitor.open(`/nyckeltal/fornybart?ar=${year}`);
      const counted = countRanks(RENEWABLE, year, higher);
      const size = (symbol) => counted.filter((row) => row.symbol === symbol).length;
      const sizes = `▲ ${size('▲')} · ● ${size('●')} · ▼ ${size('▼')}`;
      assert.ok(
        (await wordsOf(page.locator('main'))).includes(`Antal per grupp: ${sizes}`),
        `${year}: ${sizes}`,
      );
    }
  },

  'The own region is marked, in words and with its printed rank where that differs': async (
    visitor,
  ) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2017');
    const own = page.locator('table.ranking tr.own');
    assert.equal(await own.count(), 1);
    assert.match(await wordsOf(own), /^12 Tryckt: ▼ 17 av 21 .*Halland Din region 85,6/);
    assert.match(await wordsOf(page.locator('main')), /Tryckt och beräknad plats är olika/);
  },

  'Regions without a value stand last, with the reason in words and without a rank': async (
    visitor,
  ) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2012');
    const counted = countRanks(RENEWABLE, 2012, higher);
    const missing = page.locator('table.ranking tr.missing-row');
    assert.equal(await missing.count(), 21 - counted.length);
    for (const row of await missing.allInnerTexts()) {
      assert.match(tidy(row), /^–.*(Uppgift saknas|Ännu ej publicerad|Ej inlämnad)/);
    }
    const order = await page
      .locator('table.ranking tbody tr:not(.group)')
      .evaluateAll((rows) => rows.map((row) => row.classList.contains('missing-row')));
    assert.deepEqual(order, [...order].sort());
  },

  'A header sorts the table, says so to a screen reader and in the address': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023');
    const header = (name) =>
      page.locator('table.ranking').getByRole('columnheader', { name });
    const names = async () => (await readTable(page)).map((row) => row.name);
    assert.equal(await header(/^Plats/).getAttribute('aria-sort'), 'ascending');
    await header(/^Region/)
      .getByRole('button')
      .click();
    await eventually(async () =>
      assert.equal(await header(/^Region/).getAttribute('aria-sort'), 'ascending'),
    );
    assert.equal(await header(/^Plats/).getAttribute('aria-sort'), 'none');
    assert.equal((await names())[0], 'Blekinge');
    assert.deepEqual((await names()).slice(-4), [
      'Västmanland',
      'Västra Götaland',
      'Örebro län',
      'Östergötland',
    ]);
    assert.match(page.url(), /sort=namn/);
    await header(/^Region/)
      .getByRole('button')
      .click();
    await eventually(async () => assert.equal((await names())[0], 'Östergötland'));
    assert.equal(await header(/^Region/).getAttribute('aria-sort'), 'descending');
    await header(/^Värde/)
      .getByRole('button')
      .click();
    await eventually(async () =>
      assert.equal(await header(/^Värde/).getAttribute('aria-sort'), 'ascending'),
    );
    const values = (await readTable(page)).map((row) => Number(row.value.replace(',', '.')));
    assert.deepEqual(
      values,
      [...values].sort((a, b) => a - b),
    );
  },

  'Another year is chosen in the list and written in the address': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023');
    await page.getByLabel('År', { exact: true }).selectOption('2017');
    await eventually(async () =>
      assert.match(await wordsOf(page.locator('table.ranking caption')), /2017/),
    );
    assert.match(page.url(), /ar=2017/);
    assert.match(await page.title(), /2017/);
  },

  'A year that nobody has reported says so and offers one that has values': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2005');
    assert.match(
      await wordsOf(page.locator('main')),
      /Inga regioner har rapporterat 2005 än\. Visa 2024\?/,
    );
    await page.getByRole('link', { name: 'Visa 2024?' }).click();
    await page.locator('table.ranking').waitFor();
  },

  'Quarters can be shown instead of thirds, with words of their own': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2017');
    await page.getByLabel('Indelning').selectOption('fjardedelar');
    await eventually(async () =>
      assert.match(await wordsOf(page.locator('main')), /Antal per grupp: ▲ 5 · ● 11 · ▼ 5/),
    );
    assert.match(
      await wordsOf(page.locator('.colour-note')),
      /Bästa fjärdedelen.*Mellersta hälften.*Sista fjärdedelen/,
    );
  },

  'The definition card tells what is measured, its direction, source, breaks and when it was read':
    async (visitor) => {
      const page = await visitor.open('/nyckeltal/antibiotika?ar=2022');
      const card = await wordsOf(page.getByRole('region', { name: 'Om nyckeltalet' }));
      for (const part of [
        'Definition',
        'Varför det följs',
        'Enhet recept/1000 inv',
        'Riktning Lägre är bättre',
        'Källa',
        'N00404',
        'Licens',
        'Brott i serien',
        'Senast inläst 20',
      ])
        assert.ok(card.includes(part), `${part}: ${card}`);
      assert.match(card, /Att tänka på .*olika källor/);
    },

  'Without the other regions energy shows the printed ranks and the command that fetches the rest':
    async (visitor) => {
      const page = await visitor.open('/nyckeltal/energi');
      const words = await wordsOf(page.locator('main'));
      assert.match(words, /Övriga regioners värden är inte inlästa ännu/);
      assert.match(words, /tertil pull kolada/);
      const rows = (await page.locator('table.ranking tbody tr').allInnerTexts()).map(tidy);
      assert.equal(rows.length, 4);
      assert.match(rows[0], /^2017 199.*● 12 av 21 Tryckt/);
      assert.match(rows[1], /^2022 188.*▼ 15 av 21 Tryckt/);
      assert.match(rows[2], /^2023 184.*▼ 17 av 21 Tryckt/);
      assert.match(rows[3], /^2024 188.*Ej rangordnad ännu$/);
      assert.doesNotMatch(words, /Beräknad/);
    },

  'A key figure without values tells how they are read in': async (visitor) => {
    const page = await visitor.open('/nyckeltal/elbilar');
    const words = await wordsOf(page.locator('main'));
    assert.match(words, /Inga värden är inlästa ännu/);
    assert.match(words, /tertil import --source own-key-figures/);
    assert.match(words, /keyFigure,region,year,value,status/);
  },

  'Pinned regions are shown in the development and can be compared': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023');
    await page.getByRole('button', { name: 'Fäst Region Skåne' }).click();
    await eventually(async () => assert.match(page.url(), /pin=12/));
    await eventually(async () => assert.equal(await page.locator('.pin-line').count(), 1));
    await page.getByRole('link', { name: 'Jämför valda' }).click();
    await page.getByRole('heading', { level: 1, name: 'Jämför regioner' }).waitFor();
    await settled(page);
    assert.match(await wordsOf(page.locator('table.matrix thead')), /Halland Skåne/);
  },
};
