/** What must hold on every page where data are handed in, as on all the others. */
import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
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

  'On a phone the long menu of those who are signed in is one line, pushed sideways to where one is': as(
    'coordinator',
    async (visitor) => {
      const page = await visitor.open('/import', { width: 360, height: 740 });
      const places = (selector) =>
        page.locator(selector).evaluateAll((all) =>
          all.map((one) => {
            const { left, right, top } = one.getBoundingClientRect();
            return { left, right, top };
          }),
        );
      const around = await places('.site-header .header-row :is(a, button)');
      assert.ok(
        around.every(({ right }) => right <= 360),
        JSON.stringify(around),
      );
      const menu = await places('.menu a');
      assert.equal(new Set(menu.map(({ top }) => top)).size, 1, JSON.stringify(menu));
      const [here] = await places('.menu a[aria-current]');
      assert.ok(here.left >= 0 && here.right <= 360, JSON.stringify(here));
      for (const link of [page.locator('.menu a').first(), page.locator('.menu a').last()]) {
        await link.focus();
        await eventually(async () => {
          const { x, width } = await link.boundingBox();
          assert.ok(x >= 0 && x + width <= 360, `${x} + ${width}`);
        });
      }
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
