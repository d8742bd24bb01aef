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
      assert.deepEqual((await menuOf(page)).slice(6, 9), ['Import', 'Administration', 'Mitt konto']);
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

  'One sees where one is signed in, ends another login, and changes the password with the old one': as(
    'viewer',
    async (visitor) => {
      visitor.expectTrouble(/status of 422/);
      const elsewhere = await fetch(`${visitor.base}/api/v1/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: PEOPLE.viewer, password: PASSWORD }),
      });
      assert.equal(elsewhere.status, 200);
      const page = await visitor.open('/konto');
      await page.getByRole('heading', { level: 1, name: 'Mitt konto' }).waitFor();
      const rows = page.locator('table.logins tbody tr');
      await eventually(async () => assert.ok((await rows.count()) >= 2));
      const before = await rows.count();
      await page.getByRole('button', { name: /^Avsluta inloggningen från/ }).first().click();
      await page.getByText('Inloggningen är avslutad.').waitFor();
      await eventually(async () => assert.equal(await rows.count(), before - 1));

      await page.getByRole('button', { name: 'Byt lösenord' }).click();
      await page.getByLabel('Nuvarande lösenord').fill('fel lösenord här');
      await page.getByLabel('Nytt lösenord').fill(PASSWORD);
      await page.getByLabel('Lösenordet en gång till').fill(PASSWORD);
      await page.getByRole('button', { name: 'Spara' }).click();
      await eventually(async () =>
        assert.match(await wordsOf(page.locator('main')), /nuvarande lösenordet stämmer inte/),
      );
      await page.getByLabel('Nuvarande lösenord').fill(PASSWORD);
      await page.getByRole('button', { name: 'Spara' }).click();
      await page.getByText('Lösenordet är bytt.').waitFor();
      await eventually(async () => assert.equal(await rows.count(), 1));
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
