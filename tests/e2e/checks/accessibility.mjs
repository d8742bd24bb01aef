/** What machines can find of WCAG 2.2 AA and of valid HTML, on every page. */
import assert from 'node:assert/strict';
import { EVERYWHERE, forEachPage } from '../addresses.mjs';
import { survey, violationsOn } from '../survey.mjs';
import { settled } from '../visitor.mjs';

export default {
  ...forEachPage(
    EVERYWHERE,
    'has nothing that axe objects to, wide or narrow',
    async (visitor, address) => {
      const { violations, narrowViolations } = await survey(visitor, address);
      assert.deepEqual(violations, [], '1280 px');
      assert.deepEqual(narrowViolations, [], '360 px');
    },
  ),

  ...forEachPage(EVERYWHERE, 'is valid HTML', async (visitor, address) =>
    assert.deepEqual((await survey(visitor, address)).messages, []),
  ),

  'The panel with a number’s source has nothing that axe objects to': async (visitor) => {
    const page = await visitor.open('/');
    await page.locator('button.value').first().click();
    await page.getByRole('dialog').locator('.origin').first().waitFor();
    assert.deepEqual(await violationsOn(page), []);
  },

  'The opened API description has nothing that axe objects to': async (visitor) => {
    const page = await visitor.open('/data');
    await settled(page);
    await page.locator('.operation summary').first().waitFor();
    await page.locator('.operation').evaluateAll((all) => {
      for (const one of all) one.open = true;
    });
    assert.deepEqual(await violationsOn(page), []);
  },
};
