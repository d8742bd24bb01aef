/** What must hold on every page where data are handed in, as on all the others. */
import assert from 'node:assert/strict';
import { INNER, OUTER } from '../inner_addresses.mjs';
import { survey } from '../survey.mjs';
import { as } from '../workplace.mjs';

const MISSING = /finns-inte/;

const looks = (role, pages) =>
  Object.fromEntries(
    Object.entries(pages).map(([name, address]) => [
      `${name} is valid, accessible, and no wider than a phone`,
      as(role, async (visitor) => {
        const seen = await survey(visitor, address, role);
        assert.deepEqual(seen.violations, [], '1280 px');
        assert.deepEqual(seen.narrowViolations, [], '360 px');
        assert.deepEqual(seen.messages, []);
        assert.ok(
          seen.overflow.over <= 0,
          `${seen.overflow.over} px too wide: ${seen.overflow.by}`,
        );
        const trouble = seen.trouble.filter(
          (one) => !(MISSING.test(address) && /status of 404/.test(one)),
        );
        assert.deepEqual(trouble, []);
      }),
    ]),
  );

export default {
  ...looks('coordinator', INNER),
  ...looks(null, OUTER),

  'On a phone the menu of those who are signed in stays within the window': as(
    'coordinator',
    async (visitor) => {
      const page = await visitor.open('/import', { width: 360, height: 740 });
      const widest = await page
        .locator('.site-header a, .site-header button')
        .evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().right)));
      assert.ok(widest <= 360, `${widest} px`);
    },
  ),

  'On paper the import status is its tables': as('coordinator', async (visitor) => {
    const page = await visitor.open('/import');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.site-header .menu').isVisible(), false);
    assert.equal(await page.locator('.actions').first().isVisible(), false);
    assert.ok(await page.getByRole('table', { name: 'Källor' }).isVisible());
  }),
};
