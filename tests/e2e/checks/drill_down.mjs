/** From a key figure down to the meter. */
import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { settled, wordsOf } from '../visitor.mjs';
import { as } from '../workplace.mjs';

const FIGURE = '/nyckeltal/energi/2025';

async function down(page) {
  const link = page.locator('.drill-table tbody th a').first();
  const name = await wordsOf(link);
  await link.click();
  await eventually(async () => assert.equal(await wordsOf(page.locator('h1')), name));
  await settled(page);
}

export default {
  'From the key figure one comes by way of department and building to a meter, and from its months to an hour':
    as('coordinator', async (visitor) => {
      const page = await visitor.open(FIGURE);
      assert.match(await wordsOf(page.locator('.drill-facts')), /kWh\/m²/);
      assert.match(await wordsOf(page.locator('main')), /Varför ändrades värdet\?/);
      await page.getByRole('img', { name: /Månad för månad/ }).waitFor();
      for (let level = 0; level < 3; level += 1) await down(page);
      const months = page.getByRole('table', { name: /Avläsningar per månad/ });
      assert.equal(await months.locator('tbody tr').count(), 12);
      await months.getByRole('link').first().click();
      const days = page.getByRole('table', { name: /Avläsningar per dygn/ });
      await days.waitFor();
      await days.getByRole('link').first().click();
      const hours = page.getByRole('table', { name: /Avläsningar per timme/ });
      await hours.waitFor();
      assert.ok([23, 24, 25].includes(await hours.locator('tbody tr').count()));
      assert.equal(await page.locator('.crumbs a').count(), 5);
    }),

  'Everybody sees down to the building; for meters one is told to sign in and led back': as(
    null,
    async (visitor) => {
      visitor.expectTrouble(/status of 40[13]/);
      const page = await visitor.open(FIGURE);
      await down(page);
      await down(page);
      const path = new URL(page.url()).pathname;
      await eventually(async () =>
        assert.match(
          await wordsOf(page.locator('main')),
          /Mätare och enskilda poster visas bara för inloggade/,
        ),
      );
      const back = await page
        .locator('main')
        .getByRole('link', { name: 'Logga in' })
        .first()
        .getAttribute('href');
      assert.equal(new URL(back, visitor.base).searchParams.get('till'), path);
    },
  ),

  'The page of the key figure leads to what our own value consists of': as(
    null,
    async (visitor) => {
      const page = await visitor.open('/nyckeltal/energi');
      await page.getByRole('link', { name: /Vad vårt eget värde \d{4} består av/ }).click();
      await page.waitForURL(/\/nyckeltal\/energi\/\d{4}/);
    },
  ),
};
