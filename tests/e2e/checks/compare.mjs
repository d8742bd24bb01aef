/** S10: a few regions side by side. */
import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { countRanks, shortNames } from '../expected/ranking.mjs';
import { settled, tidy, wordsOf } from '../visitor.mjs';

export default {
  'Before two regions are chosen the page says what is needed': async (visitor) => {
    const page = await visitor.open('/jamfor');
    assert.match(await wordsOf(page.locator('main')), /Välj minst två regioner\./);
  },

  'Regions are added one by one, up to six, and written in the address': async (visitor) => {
    const page = await visitor.open('/jamfor');
    for (const name of [
      'Region Halland',
      'Region Skåne',
      'Region Gotland',
      'Region Dalarna',
      'Region Uppsala',
      'Region Blekinge',
    ]) {
      await page.getByLabel('Lägg till region').selectOption({ label: name });
      await page
        .getByRole('button', { name: new RegExp(`^Ta bort ${name.replace('Region ', '')}`) })
        .waitFor();
    }
    assert.match(page.url(), /region=13,12,09,20,03,10/);
    assert.equal(await page.getByLabel('Lägg till region').count(), 0);
  },

  'The matrix gives value, rank and class of each region, as counted in the shipped file': async (
    visitor,
  ) => {
    const codes = ['13', '07', '10'];
    const page = await visitor.open(`/jamfor?region=${codes}&nyckeltal=fornybart&ar=2023`);
    const counted = countRanks('renewable-fuel-public-transport', 2023, (a, b) => a > b);
    const heads = (await page.locator('table.matrix thead th').allInnerTexts()).map(tidy);
    assert.deepEqual(
      heads.slice(1),
      codes.map((code) => shortNames.get(code)),
    );
    const cells = (
      await page.locator('table.matrix tbody tr').first().locator('td').allInnerTexts()
    ).map(tidy);
    for (const [index, code] of codes.entries()) {
      const { value, rank, symbol } = counted.find((row) => row.region === code);
      const text = value.toLocaleString('sv-SE', {
        minimumFractionDigits: 1,
        maximumFractionDigits: 1,
      });
      assert.ok(cells[index].startsWith(`${text} `), `${code}: ${cells[index]}`);
      assert.ok(cells[index].includes(`${symbol} ${rank} av 21`), `${code}: ${cells[index]}`);
    }
  },

  'A number in the matrix shows its source, as in the overview': async (visitor) => {
    const page = await visitor.open('/jamfor?region=13,07&nyckeltal=fornybart&ar=2023');
    await page.getByRole('button', { name: /Källa: Förnybara .*, Kronoberg, 2023/ }).click();
    const panel = page.getByRole('dialog', { name: 'Var kommer talet från?' });
    await panel.locator('.origin').first().waitFor();
    assert.match(await wordsOf(panel), /Region Kronoberg · 2023/);
  },

  'The change of rank begins with the first year the own region has a value for': async (
    visitor,
  ) => {
    const ranked = (year) =>
      countRanks('renewable-fuel-public-transport', year, (a, b) => a > b).some(
        (row) => row.region === '13',
      );
    assert.deepEqual([ranked(2011), ranked(2012)], [false, true]);
    const page = await visitor.open('/jamfor?region=13,07&nyckeltal=fornybart&vy=rangskifte');
    assert.match(await wordsOf(page.locator('figcaption')), /Plats 2012 och 2024/);
    assert.equal(await page.locator('.slope-line.own').count(), 1);
  },

  'One key figure alone has the whole width': async (visitor) => {
    for (const view of ['matris', 'linjer', 'rangskifte']) {
      const page = await visitor.open(`/jamfor?region=13,07&nyckeltal=fornybart&vy=${view}`);
      const width = async (selector) =>
        (await page.locator(selector).first().boundingBox()).width;
      const drawn = await width(view === 'matris' ? 'table.matrix' : 'figure.chart');
      assert.ok(drawn > 0.98 * (await width('.controls')), `${view}: ${drawn} px`);
      await page.close();
    }
  },

  'Regions of like size are offered by one button': async (visitor) => {
    const page = await visitor.open('/jamfor');
    await page.getByRole('button', { name: 'Liknande regioner' }).click();
    await settled(page);
    await eventually(async () =>
      assert.equal(await page.locator('table.matrix thead th').count(), 5),
    );
    assert.match(await wordsOf(page.locator('table.matrix')), /Folkmängd/);
  },

  'The lines and the change of rank are views with addresses of their own': async (visitor) => {
    const page = await visitor.open('/jamfor?region=13,07&nyckeltal=fornybart');
    await page.getByRole('link', { name: 'Linjer' }).click();
    await page.locator('.own-line').waitFor();
    assert.equal(await page.locator('.pin-line').count(), 1);
    assert.match(page.url(), /vy=linjer/);
    await page.getByRole('link', { name: 'Rangskifte' }).click();
    await eventually(async () =>
      assert.match(await wordsOf(page.locator('figcaption')), /Plats \d{4} och \d{4}/),
    );
    assert.match(page.url(), /vy=rangskifte/);
  },

  'A chosen region or key figure can be taken away again': async (visitor) => {
    const page = await visitor.open('/jamfor?region=13,07,10&nyckeltal=fornybart,antibiotika');
    await page.getByRole('button', { name: /^Ta bort Kronoberg/ }).click();
    await eventually(async () => assert.match(page.url(), /region=13,10(&|$)/));
    await page.getByRole('button', { name: /^Ta bort Antibiotika/ }).click();
    await eventually(async () => assert.match(page.url(), /nyckeltal=fornybart(&|$)/));
  },
};
