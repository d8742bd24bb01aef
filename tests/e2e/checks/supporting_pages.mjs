/** S14 and S16: data and API, the accessibility statement, about, method, not found, plain pages. */
import assert from 'node:assert/strict';
import { ADDRESSES, NOWHERE } from '../addresses.mjs';
import { PRINTED } from '../expected/halland.mjs';
import { survey } from '../survey.mjs';
import { settled, tidy, wordsOf } from '../visitor.mjs';

const answer = (visitor, address, headers = {}) =>
  fetch(visitor.base + address, {
    headers: { Accept: 'text/html', 'Accept-Language': 'sv', ...headers },
  });

export default {
  'The data page lists every operation of the API description, with method, path and what it gives':
    async (visitor) => {
      const { paths } = await (
        await answer(visitor, '/api/v1/openapi.json', { Accept: 'application/json' })
      ).json();
      const page = await visitor.open('/data');
      await page.locator('.operation').first().waitFor();
      const shown = (await page.locator('.operation summary').allInnerTexts()).map(tidy);
      const operations = Object.entries(paths).flatMap(([path, item]) =>
        Object.keys(item)
          .filter((name) => /^(get|post|put|patch|delete)$/.test(name))
          .map((method) => `${method.toUpperCase()} ${path} `),
      );
      assert.ok(operations.length >= 12);
      for (const one of operations)
        assert.ok(
          shown.some((line) => line.startsWith(one) && line.length > one.length + 5),
          one,
        );
      assert.equal(shown.length, operations.length);
    },

  'The data page says how the data may be used, and opens an operation to its parameters': async (
    visitor,
  ) => {
    const page = await visitor.open('/data');
    assert.match(
      await wordsOf(page.locator('main')),
      /Licens och källhänvisning.*Källa: Kolada.*Gränser och kända begränsningar/,
    );
    await page.locator('.operation summary', { hasText: '/what-if' }).click();
    const words = await wordsOf(page.locator('.operation[open]'));
    for (const name of ['region', 'year', 'value', '200', '422'])
      assert.ok(words.includes(name), name);
  },

  'The accessibility statement has everything the law asks for': async (visitor) => {
    const page = await visitor.open('/tillganglighet');
    const words = await wordsOf(page.locator('main'));
    assert.match(
      words,
      /(delvis|inte) förenlig med lagen om tillgänglighet till digital offentlig service/,
    );
    assert.doesNotMatch(words, /helt förenlig/);
    for (const heading of [
      'Hur tillgänglig är tjänsten?',
      'Vad kan du göra om du inte kan använda delar av tjänsten?',
      'Tillsyn',
      'Innehåll som inte är tillgängligt',
      'Oskäligt betungande anpassning (12 §)',
      'Innehåll som inte omfattas av lagen (9 §)',
      'Hur vi har testat tjänsten',
    ]) {
      await page.getByRole('heading', { name: heading }).waitFor();
    }
    assert.match(words, /Region Halland står bakom tjänsten tertil/);
    assert.match(words, /Senaste bedömningen gjordes den \d{1,2} \w+ \d{4}/);
    assert.match(words, /Redogörelsen uppdaterades senast den \d{1,2} \w+ \d{4}/);
    const report = page.getByRole('link', { name: 'Rapportera brister i tillgängligheten' });
    assert.match(await report.getAttribute('href'), /^https:\/\//);
    const complaint = page.getByRole('link', { name: 'Anmäl till Digg' });
    assert.equal(await complaint.getAttribute('href'), 'https://www.digg.se/tdosanmalan');
  },

  'Every page links to the accessibility statement and the open data in its footer': async (
    visitor,
  ) => {
    for (const address of ['/', '/nyckeltal/energi', '/jamfor', '/om']) {
      const page = await visitor.open(address);
      const footer = page.getByRole('contentinfo');
      assert.equal(
        await footer.getByRole('link', { name: 'Tillgänglighetsredogörelse' }).getAttribute('href'),
        '/tillganglighet',
      );
      await footer.getByRole('link', { name: 'Öppna data och API' }).waitFor();
      assert.match(await wordsOf(footer), /Version \d+\.\d+\.\d+/);
      await page.close();
    }
  },

  'The page on method explains ranking, ties, classes, missing values and target status': async (
    visitor,
  ) => {
    const page = await visitor.open('/metod');
    const words = await wordsOf(page.locator('main'));
    for (const part of [
      'ett plus antalet regioner',
      '1, 2, 2, 4',
      'nio regioner',
      'aldrig noll',
      '48 procent',
      'ska inte tillskrivas Kolada',
    ]) {
      assert.ok(words.includes(part), part);
    }
  },

  'The page about the service says what the colours mean': async (visitor) => {
    const page = await visitor.open('/om');
    assert.match(
      await wordsOf(page.locator('main')),
      /Färgen visar bara rangordning jämfört med andra regioner/,
    );
  },

  'An address that is not there is answered with 404 and Swedish words': async (visitor) => {
    visitor.expectTrouble(/status of 404/);
    for (const address of [NOWHERE, '/finns/inte']) {
      assert.equal((await answer(visitor, address)).status, 404, address);
    }
    const page = await visitor.open(NOWHERE);
    assert.equal(
      await page.getByRole('heading', { level: 1 }).innerText(),
      'Sidan kunde inte hittas',
    );
    await page.getByRole('link', { name: 'Till översikten' }).click();
    await page.getByRole('heading', { level: 1, name: /^Översikt/ }).waitFor();
  },

  'A key figure that does not exist is told in words': async (visitor) => {
    visitor.expectTrouble(/status of 404/);
    const page = await visitor.open('/nyckeltal/finns-inte');
    assert.match(await wordsOf(page.locator('main')), /Det finns inget nyckeltal med den adressen/);
  },

  'Every window has a title of its own with screen, and region and year where there are such':
    async (visitor) => {
      const titles = new Map();
      for (const [name, address] of Object.entries(ADDRESSES)) {
        titles.set(name, (await survey(visitor, address)).title);
      }
      assert.equal(titles.get('the overview'), 'Översikt – Region Halland 2017–2024 – tertil');
      assert.equal(
        titles.get('a key figure with its map'),
        'Förnybara drivmedel i kollektivtrafik – Region Halland 2017 – tertil',
      );
      assert.match(
        titles.get('the comparison as lines'),
        /Halland, Kronoberg, Blekinge 20\d\d–20\d\d/,
      );
      for (const title of titles.values()) assert.match(title, / – tertil$/);
    },

  'Without JavaScript the page leads to plain pages that have the same tables': async (visitor) => {
    const page = await visitor.window();
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setScriptExecutionDisabled', { value: true });
    await page.goto(`${visitor.base}/`);
    await page.getByRole('link', { name: 'Till de enkla sidorna' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    const words = await wordsOf(page.locator('table').first());
    for (const { name, values, ranks, classes } of PRINTED) {
      assert.ok(words.includes(name), name);
      for (const value of values) assert.ok(words.includes(value), `${name}: ${value}`);
      for (const [index, rank] of ranks.entries()) {
        const { symbol, word } = classes[index];
        assert.ok(words.includes(`Tryckt: ${symbol} ${rank} av 21, ${word}`), `${name}: ${rank}`);
      }
    }
    await page.getByRole('link', { name: 'Förnybara drivmedel i kollektivtrafik' }).first().click();
    assert.equal(await page.locator('table').first().locator('tbody tr').count(), 21);
    assert.match(
      await wordsOf(page.locator('table tr', { hasText: 'Region Halland' })),
      /^10 Region Halland 98,(6|58) ● Mellersta tredjedelen/,
    );
  },

  'From any page the menu leads to the overview, key figures, comparison and data': async (
    visitor,
  ) => {
    const page = await visitor.open('/om');
    for (const [name, heading] of [
      ['Nyckeltal', 'Nyckeltal'],
      ['Jämför', 'Jämför regioner'],
      ['Data', 'Data och API'],
      ['Översikt', 'Översikt: Region Halland'],
    ]) {
      await page.getByRole('navigation', { name: 'Huvudmeny' }).getByRole('link', { name }).click();
      await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
      await settled(page);
      assert.equal(
        await page
          .getByRole('navigation', { name: 'Huvudmeny' })
          .locator('[aria-current="page"]')
          .innerText(),
        name,
      );
    }
  },
};
