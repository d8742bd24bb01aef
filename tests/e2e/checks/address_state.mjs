/** The address carries the state: it can be reloaded, gone back to, and sent to somebody. */
import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { settled, steadyWordsOf, wordsOf } from '../visitor.mjs';

const VIEWS = [
  '/?region=07&ar=2019,2021,2022&visa=forandring&sort=samst&indelning=fjardedelar',
  '/nyckeltal/fornybart?ar=2017&vy=karta&sort=-varde&pin=12,14',
  '/nyckeltal/fornybart/utveckling?pin=14&skala=index',
  '/jamfor?region=13,07,10&nyckeltal=fornybart,antibiotika&vy=linjer&period=fast&fran=2015&till=2020',
];

const reload = Object.fromEntries(
  VIEWS.map((address) => [
    `${address} shows the same after a reload, to the letter`,
    async (visitor) => {
      const page = await visitor.open(address);
      const before = await steadyWordsOf(page.locator('main'));
      assert.ok(before.length > 200);
      await page.reload();
      await settled(page);
      await eventually(async () => assert.equal(await wordsOf(page.locator('main')), before));
      assert.equal(page.url(), visitor.base + address);
    },
  ]),
);

export default {
  ...reload,

  'What is chosen by hand stands in the address, which gives the same view in a new window': async (
    visitor,
  ) => {
    const page = await visitor.open('/nyckeltal/fornybart');
    await page.getByLabel('År', { exact: true }).selectOption('2016');
    await page.getByLabel('Region', { exact: true }).selectOption({ label: 'Region Skåne' });
    await page.getByRole('link', { name: 'Rutkarta' }).click();
    await page
      .getByRole('columnheader', { name: /^Värde/ })
      .getByRole('button')
      .click();
    await page.getByRole('button', { name: 'Fäst Region Uppsala' }).click();
    await eventually(async () => assert.match(page.url(), /pin=03/));
    await settled(page);
    const other = await visitor.open(page.url().slice(visitor.base.length));
    await eventually(async () =>
      assert.equal(await wordsOf(other.locator('main')), await wordsOf(page.locator('main'))),
    );
  },

  'Back and forward lead through the pages as they were': async (visitor) => {
    const page = await visitor.open('/?visa=avvikelse');
    await page.getByRole('link', { name: 'Energianvändning i lokaler' }).click();
    await page.getByRole('heading', { level: 1, name: 'Energianvändning i lokaler' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: /^Översikt/ }).waitFor();
    assert.ok(page.url().endsWith('/?visa=avvikelse'));
    await settled(page);
    assert.match(await wordsOf(page.locator('table.comparison')), /12 kWh\/m² kvar/);
    await page.goForward();
    await page.getByRole('heading', { level: 1, name: 'Energianvändning i lokaler' }).waitFor();
  },

  '"Kopiera länk" copies an address that fixes region and years, and tells that it did': async (
    visitor,
  ) => {
    const page = await visitor.open('/');
    await page
      .context()
      .grantPermissions(['clipboard-read', 'clipboard-write'], { origin: visitor.base });
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: 'Kopiera länk' }).click();
    await eventually(async () =>
      assert.equal(await copied(), `${visitor.base}/?region=13&ar=2017,2022,2023,2024`),
    );
    await eventually(async () =>
      assert.ok(
        (await page.getByRole('status').allInnerTexts()).some((words) =>
          words.includes('Länken är kopierad'),
        ),
      ),
    );
    await page.goto(`${visitor.base}/jamfor?region=13,07&nyckeltal=fornybart&vy=linjer`);
    await settled(page);
    for (const [choice, address] of [
      ['visa samma år som nu', /period=fast&fran=\d{4}&till=\d{4}$/],
      ['visa lika många år, de senaste', /period=rullande&antal=\d+$/],
      ['visa alla år', /vy=linjer$/],
    ]) {
      await page.getByRole('radio', { name: choice }).check();
      await page
        .getByRole('button', { name: /Kopiera länk|Länken är kopierad/ })
        .last()
        .click();
      await eventually(async () => assert.match(await copied(), address));
    }
  },
};
