/** Without a mouse. */
import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { focusOf, tabTo } from '../keys.mjs';
import { settled } from '../visitor.mjs';

const onHeading = (page, words) =>
  eventually(async () => {
    const focus = await focusOf(page);
    assert.deepEqual([focus.tag, focus.name], ['H1', words]);
  });

export default {
  'The first Tab is the skip link, which leads past the menu': async (visitor) => {
    const page = await visitor.open('/');
    await page.keyboard.press('Tab');
    const focus = await focusOf(page);
    assert.equal(focus.name, 'Gå direkt till huvudinnehållet');
    assert.ok(focus.inView && focus.ring);
    await page.keyboard.press('Enter');
    await eventually(async () =>
      assert.equal(await page.evaluate(() => document.activeElement.id), 'innehall'),
    );
    await page.keyboard.press('Tab');
    assert.ok(
      await page.evaluate(() => document.querySelector('main').contains(document.activeElement)),
    );
  },

  'Overview, key figure, comparison: the whole way by keyboard, the focus always in sight, each page begun at its heading':
    async (visitor) => {
      const page = await visitor.open('/');
      await tabTo(page, /^Förnybara drivmedel i kollektivtrafik$/);
      await page.keyboard.press('Enter');
      await onHeading(page, 'Förnybara drivmedel i kollektivtrafik');
      await settled(page);
      await tabTo(page, /^Plats$/);
      await tabTo(page, /^Fäst Region Kronoberg$/);
      await page.keyboard.press('Space');
      await eventually(async () => assert.match(page.url(), /pin=07/));
      await tabTo(page, /^Jämför valda$/);
      await page.keyboard.press('Enter');
      await onHeading(page, 'Jämför regioner');
      await settled(page);
      await tabTo(page, /^Linjer$/);
      await page.keyboard.press('Enter');
      await page.locator('.own-line').waitFor();
    },

  'A number’s source opens by Enter, holds the focus, closes by Escape and gives the focus back':
    async (visitor) => {
      const page = await visitor.open('/');
      await tabTo(page, /^306/);
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').locator('.origin').first().waitFor();
      for (let count = 0; count < 6; count += 1) {
        await page.keyboard.press('Tab');
        const outside = await page.evaluate(
          () =>
            document.activeElement !== document.body &&
            !document.querySelector('dialog').contains(document.activeElement),
        );
        assert.equal(outside, false);
      }
      await page.keyboard.press('Escape');
      await eventually(async () => assert.match((await focusOf(page)).name, /^306/));
    },

  'The hits of the search box are reached with the arrow keys': async (visitor) => {
    const page = await visitor.open('/');
    await tabTo(page, /^$/);
    await page.keyboard.type('energi');
    await page.keyboard.press('ArrowDown');
    await eventually(async () =>
      assert.match((await focusOf(page)).name, /^Energianvändning i lokaler/),
    );
    await page.keyboard.press('Enter');
    await onHeading(page, 'Energianvändning i lokaler');
  },

  'A wide table on a narrow screen can be scrolled with the arrow keys': async (visitor) => {
    const page = await visitor.open('/', { width: 360, height: 740 });
    const table = page.getByRole('region', { name: 'Nyckeltalsjämförelse, Region Halland' });
    const hidden = await table.evaluate((one) => one.scrollWidth - one.clientWidth);
    if (hidden <= 0) return;
    await table.focus();
    await page.keyboard.press('ArrowRight');
    await eventually(async () => assert.ok((await table.evaluate((one) => one.scrollLeft)) > 0));
  },
};
