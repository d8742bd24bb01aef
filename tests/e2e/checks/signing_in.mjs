/** Signing in and out. */
import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { settled, wordsOf } from '../visitor.mjs';
import { PASSWORD, PEOPLE, as } from '../workplace.mjs';

const menuOf = (page) => page.locator('.menu a').allInnerTexts();

async function signIn(page, password = PASSWORD) {
  await page.getByLabel('Användarnamn').fill(PEOPLE.coordinator);
  await page.getByLabel('Lösenord').fill(password);
  await page.getByLabel('Lösenord').press('Enter');
}

export default {
  'A page for those who are signed in leads to signing in and back; the menu grows, and shrinks when one leaves':
    as(null, async (visitor) => {
      const page = await visitor.open('/import/granskning');
      assert.deepEqual(await menuOf(page), [
        'Översikt',
        'Nyckeltal',
        'Jämför',
        'Handlingsplan',
        'Rapport',
        'Data',
      ]);
      await page.locator('main').getByRole('link', { name: 'Logga in' }).click();
      await page.getByLabel('Användarnamn').waitFor();
      assert.match(page.url(), /till=%2Fimport%2Fgranskning/);
      await signIn(page);
      await page.waitForURL(/\/import\/granskning$/);
      await settled(page);
      assert.deepEqual((await menuOf(page)).slice(6, 8), ['Import', 'Administration']);
      await page.getByRole('button', { name: 'Logga ut' }).click();
      await eventually(async () => assert.equal((await menuOf(page)).length, 6));
      await page.goto(`${visitor.base}/import`);
      await eventually(async () =>
        assert.match(await wordsOf(page.locator('main')), /Logga in för att se sidan/),
      );
    }),

  'A wrong password is told in words, keeps the name, and lets nobody in': as(
    null,
    async (visitor) => {
      visitor.expectTrouble(/status of 401/);
      const page = await visitor.open('/logga-in');
      await signIn(page, 'fel lösenord här');
      await eventually(async () =>
        assert.match(await wordsOf(page.getByRole('alert')), /stämmer inte/),
      );
      assert.equal(await page.getByLabel('Användarnamn').inputValue(), PEOPLE.coordinator);
      assert.equal(await page.getByLabel('Lösenord').inputValue(), '');
      assert.equal((await menuOf(page)).length, 6);
    },
  ),

  'Whoever hands in files but may not read the imports is told so': as(
    'contributor',
    async (visitor) => {
      const page = await visitor.open('/import/granskning');
      await eventually(async () =>
        assert.match(await wordsOf(page.locator('main')), /Rollen Uppgiftslämnare/),
      );
    },
  ),
};
