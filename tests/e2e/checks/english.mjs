/** The same pages in English. */
import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { settled, wordsOf } from '../visitor.mjs';

const SWEDISH =
  /\b(Översikt|Nyckeltal|Plats|Tredjedel|tredjedelen|Ladda|Kopiera|Beräknad|Tryckt|Källa|Visa|Mål|Jämför|Uppgift|saknas|och|inte)\b/;

/** The text of the page without what is Swedish by nature: names, titles of reports, the other language. */
async function englishWords(page) {
  await page.evaluate(() => {
    for (const one of document.querySelectorAll(
      '.language, .sources, .chart-source, option, [lang="sv"]',
    ))
      one.remove();
  });
  return wordsOf(page.locator('body'));
}

export default {
  'The switch keeps the view and turns words, language mark and decimals into English': async (
    visitor,
  ) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2017&vy=karta');
    await page.getByRole('link', { name: 'English' }).click();
    await eventually(async () =>
      assert.equal(await page.locator('html').getAttribute('lang'), 'en'),
    );
    await settled(page);
    await eventually(async () =>
      assert.equal(
        await page.getByRole('heading', { level: 1 }).innerText(),
        'Renewable fuels in public transport',
      ),
    );
    assert.match(page.url(), /ar=2017&vy=karta&lang=en/);
    assert.match(
      await wordsOf(page.locator('table.ranking tr.own')),
      /Printed: ▼ 17 of 21.*Your region 85\.6/i,
    );
    assert.match(await page.title(), /Renewable fuels in public transport – Region Halland 2017/);
    await page.getByRole('link', { name: 'Svenska' }).click();
    await eventually(async () =>
      assert.equal(await page.locator('html').getAttribute('lang'), 'sv'),
    );
  },

  'The overview has printed and computed ranks, targets and the colour note in English': async (
    visitor,
  ) => {
    const page = await visitor.open('/?lang=en');
    const words = await wordsOf(page.locator('main'));
    assert.match(words, /5 of 6 key figures in the last third/);
    assert.match(words, /Printed: ▼ 17 of 21 · Computed: ● 12 of 21/);
    assert.match(words, /Colour|colour/);
    assert.match(words, /At risk|Risk/);
    assert.ok(words.includes('85.6') && !words.includes('85,6'));
  },

  'Every link from an English page leads to an English page': async (visitor) => {
    const page = await visitor.open('/?lang=en');
    const links = await page
      .locator('a[href^="/"]')
      .evaluateAll((all) =>
        all
          .filter((one) => !one.hasAttribute('download') && !one.classList.contains('language'))
          .map((one) => one.getAttribute('href')),
      );
    const own = links.filter((href) => !/^\/(api|enkel)(\/|$)/.test(href));
    assert.ok(own.length > 10);
    for (const href of own) assert.match(href, /lang=en/);
    await page.getByRole('link', { name: 'Energy use in premises' }).click();
    await page.getByRole('heading', { level: 1, name: 'Energy use in premises' }).waitFor();
    assert.match(page.url(), /lang=en/);
  },

  'No Swedish words are left on the English pages': async (visitor) => {
    for (const address of [
      '/?lang=en',
      '/nyckeltal?lang=en',
      '/nyckeltal/fornybart?ar=2023&lang=en',
      '/nyckeltal/energi?lang=en',
      '/nyckeltal/elbilar?lang=en',
      '/jamfor?region=13,07&lang=en',
      '/tillganglighet?lang=en',
      '/metod?lang=en',
      '/om?lang=en',
    ]) {
      const page = await visitor.open(address);
      const words = await englishWords(page);
      const found = SWEDISH.exec(words);
      assert.equal(
        found,
        null,
        `${address}: …${words.slice(Math.max(0, (found?.index ?? 0) - 60), (found?.index ?? 0) + 60)}…`,
      );
      await page.close();
    }
  },
};
