/** Administration: who may sign in, which systems may send, what was done, how it all fares. */
import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { tabTo } from '../keys.mjs';
import { survey, violationsOn } from '../survey.mjs';
import { settled, wordsOf } from '../visitor.mjs';
import { as, ask } from '../workplace.mjs';

/** No other check looks at this key figure, so that its definition may change meanwhile. */
const CARS = '/key-figures/electric-car-share/definition';

const ADDRESSES = {
  'the menu': '/admin',
  'the accounts': '/admin/anvandare',
  'a new account': '/admin/anvandare/ny',
  'an account': '/admin/anvandare/anna',
  'the keys': '/admin/api-nycklar',
  'a new key': '/admin/api-nycklar/ny',
  'the log': '/admin/logg',
  'the state of operation': '/admin/drift',
  'the organisation': '/admin/organisation',
  'the targets': '/admin/mal',
  'the factors': '/admin/faktorer',
  'the definitions': '/admin/nyckeltal',
  'a definition': '/admin/nyckeltal/organic-food',
  'the log in English': '/admin/logg?lang=en',
  'the keys in English': '/admin/api-nycklar?lang=en',
};

const looksRight = (role, address) =>
  as(role, async (visitor) => {
    const seen = await survey(visitor, address, role);
    assert.deepEqual(seen.violations, [], '1280 px');
    assert.deepEqual(seen.narrowViolations, [], '360 px');
    assert.deepEqual(seen.messages, []);
    assert.ok(seen.overflow.over <= 0, `${seen.overflow.over} px too wide: ${seen.overflow.by}`);
    assert.deepEqual(seen.trouble, []);
  });

const sweep = (role, names) =>
  Object.fromEntries(
    names.map((name) => [
      `Administration, ${name}: valid, accessible and no wider than a phone, as ${role}`,
      looksRight(role, ADDRESSES[name]),
    ]),
  );

/** Sees that nothing is wrong with the page as it stands now. */
const sound = async (page) => assert.deepEqual(await violationsOn(page), []);
const press = (page) => page.keyboard.press('Enter');
const SECRET = 'en lång mening duger gott';

export default {
  ...sweep('admin', Object.keys(ADDRESSES)),
  ...sweep('coordinator', [
    'the menu',
    'the log',
    'the targets',
    'the factors',
    'the definitions',
    'a definition',
  ]),

  'By keyboard alone: an account is added with its answers checked, and is there': as(
    'admin',
    async (visitor) => {
      const page = await visitor.open('/admin');
      await tabTo(page, /^Användare/);
      await press(page);
      await page.getByRole('heading', { level: 1, name: 'Användare' }).waitFor();
      await settled(page);
      await tabTo(page, /^Lägg till konto/);
      await press(page);
      await page.getByRole('heading', { level: 1, name: 'Lägg till ett konto' }).waitFor();
      await settled(page);
      await tabTo(page, /^Fortsätt/);
      await press(page);
      await page.getByRole('alert').getByText('Välj en roll.').waitFor();
      await sound(page);
      const name = `prov${Date.now()}`;
      await page.getByLabel('Konto', { exact: true }).focus();
      await page.keyboard.type(name);
      await tabTo(page, /^Namn som visas/);
      await page.keyboard.type('Åsa <b>Prov</b>');
      await tabTo(page, /^Läsare/);
      await page.keyboard.press('Space');
      await tabTo(page, /^Lösenord$/);
      await page.keyboard.type(SECRET);
      await tabTo(page, /^Lösenordet en gång till/);
      await page.keyboard.type(SECRET);
      await press(page);
      await page.getByRole('heading', { level: 2, name: 'Kontrollera dina svar' }).waitFor();
      assert.doesNotMatch(await page.locator('main').innerText(), new RegExp(SECRET));
      await sound(page);
      await tabTo(page, /^Lägg till kontot/);
      await press(page);
      await page.getByText(`Kontot ${name} är tillagt.`).waitFor();
      await settled(page);
      assert.match(await wordsOf(page.locator('main table')), /Åsa <b>Prov<\/b>/);
      assert.doesNotMatch(page.url(), /duger/);
      await sound(page);
    },
  ),

  'By keyboard alone: a key is made, shown once, and revoked': as('admin', async (visitor) => {
    const page = await visitor.open('/admin/api-nycklar');
    await tabTo(page, /^Gör en nyckel/);
    await press(page);
    await page.getByRole('group', { name: 'Vilka källor ska nyckeln få sända till?' }).waitFor();
    await settled(page);
    await page.getByText('own-key-figures').waitFor();
    await tabTo(page, /^Egna nyckeltal/);
    await page.keyboard.press('Space');
    await tabTo(page, /^Hur många dagar/);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('20');
    await tabTo(page, /^Till för/);
    const note = `Provsystem ${Date.now()}`;
    await page.keyboard.type(note);
    await press(page);
    await page.getByRole('heading', { level: 2, name: 'Nyckeln är gjord' }).waitFor();
    await sound(page);
    const key = await page.locator('.secret').innerText();
    assert.match(key, /^tertil_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}_[0-9a-f]{8}$/);
    await page.getByRole('button', { name: 'Kopiera nyckeln' }).waitFor();
    await tabTo(page, /^Till nycklarna/);
    await press(page);
    const row = page.getByRole('row').filter({ hasText: note });
    await row.waitFor();
    assert.match(await wordsOf(row), /adam.*Går ut snart/);
    assert.ok(!(await page.content()).includes(key));
    await page.getByText(/går ut inom 30 dagar/).waitFor();
    await tabTo(page, /^Återkalla/); // the newest key is the first
    await press(page);
    await page.getByRole('heading', { level: 2, name: `Återkalla ${key.slice(0, 19)}?` }).waitFor();
    await sound(page);
    await tabTo(page, /^Ja, återkalla nyckeln/);
    await press(page);
    await page.getByText('Nyckeln är återkallad.').waitFor();
    await eventually(async () => assert.match(await wordsOf(row), /Återkallad/));
  }),

  'An account is blocked after its consequences were read, and let in with a new password': as(
    'admin',
    async (visitor) => {
      const page = await visitor.open('/admin');
      const name = `sparr${Date.now()}`;
      const body = { name, displayName: 'Sven Spärr', role: 'viewer', password: SECRET };
      assert.equal((await ask(page, 'POST', '/users', JSON.stringify(body))).status, 201);
      await page.goto(`${visitor.base}/admin/anvandare/${name}`);
      await settled(page);
      await page.getByRole('button', { name: 'Spärra kontot' }).click();
      await page.getByRole('heading', { level: 2, name: 'Spärra Sven Spärr?' }).waitFor();
      await sound(page);
      await page.getByRole('button', { name: 'Ja, spärra kontot' }).click();
      await page.getByText('Kontot är spärrat.').waitFor();
      await page.getByRole('button', { name: 'Häv spärren' }).click();
      await page.getByLabel('Lösenord', { exact: true }).fill('kort');
      await page.getByRole('button', { name: 'Spara' }).click();
      await page.getByRole('alert').getByText('minst 12 tecken').waitFor();
      await sound(page);
      await page.getByLabel('Lösenord', { exact: true }).fill(SECRET);
      await page.getByLabel('Lösenordet en gång till').fill(SECRET);
      await page.getByRole('button', { name: 'Spara' }).click();
      await page.getByText('Spärren är hävd.').waitFor();
    },
  ),

  'An administrator cannot take the right from themselves': as('admin', async (visitor) => {
    const page = await visitor.open('/admin/anvandare/adam');
    assert.equal(await page.getByRole('button', { name: 'Spärra kontot' }).count(), 0);
    await page.getByRole('button', { name: 'Ändra kontot' }).click();
    assert.ok(await page.getByRole('radio', { name: /^Läsare/ }).isDisabled());
    await sound(page);
  }),

  'The log is filtered, says that its chain is whole, and is a file for those who ask': as(
    'admin',
    async (visitor) => {
      const page = await visitor.open('/admin/logg');
      await page.getByText(/^Hel Kedjan är hel|Kedjan är hel till och med/).first().waitFor();
      await page.getByLabel('Åtgärd').selectOption('Inloggning');
      await page.getByRole('button', { name: 'Visa' }).click();
      await page.waitForURL(/vad=session/);
      await settled(page);
      const actions = await page.locator('main tbody code').allInnerTexts();
      assert.ok(actions.length > 0 && actions.every((one) => one.startsWith('session.')));
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Ladda ner som CSV' }).click(),
      ]);
      assert.match(file.suggestedFilename(), /logg.*\.csv$/);
    },
  ),

  'A unit is added, closed, and the change undone': as('admin', async (visitor) => {
    const page = await visitor.open('/admin/organisation');
    const code = `P${Date.now()}`;
    await page.getByRole('button', { name: 'Lägg till enhet' }).click();
    await page.getByLabel('Beteckning').fill(code);
    await page.getByLabel('Namn på svenska').fill('Provenheten');
    await page.getByLabel('Gäller från').fill('2025-01-01');
    await sound(page);
    await page.getByRole('button', { name: 'Spara' }).click();
    const row = page.getByRole('row').filter({ hasText: code });
    await row.waitFor();
    await page.getByRole('button', { name: `Ändra ${code}` }).click();
    await page.getByLabel('Gäller till').fill('2025-12-31');
    await page.getByRole('button', { name: 'Spara' }).click();
    await eventually(async () => assert.match(await wordsOf(row), /Stängd/));
    await page.getByRole('button', { name: `Historik ${code}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: /Ångra/ }).click();
    await eventually(async () => assert.match(await wordsOf(row), /Gäller/));
  }),

  'A factor and a target show what they change before anything is saved': as(
    'coordinator',
    async (visitor) => {
      const page = await visitor.open('/admin/faktorer');
      await page.getByRole('button', { name: 'Lägg till en egen faktor' }).click();
      const fill = (label, text) => page.getByLabel(label, { exact: true }).fill(text);
      await fill('Post', 'Diesel MK1');
      await fill('Mått', 'WTW');
      await fill('Värde', '3,5');
      await fill('Enhet', 'g CO2e/MJ');
      await page.getByRole('button', { name: 'Visa vad som ändras' }).click();
      await page.getByRole('alert').getByText('Skriv var faktorn kommer ifrån.').waitFor();
      await fill('Källa', 'Prov');
      await page.getByRole('button', { name: 'Visa vad som ändras' }).click();
      await page.getByRole('heading', { level: 2, name: 'Det här ändras' }).waitFor();
      await sound(page);
      const own = (await ask(page, 'GET', '/factors')).data.items;
      assert.ok(own.every((one) => one.value !== 3.5 || one.source !== 'Prov'));

      await page.goto(`${visitor.base}/admin/mal`);
      await settled(page);
      await page.getByRole('button', { name: 'Sätt ett mål' }).click();
      await page
        .getByLabel('Nyckeltal', { exact: true })
        .selectOption({ label: 'Energianvändning i lokaler (kWh/m²)' });
      await fill('År', '2026');
      await fill('Målvärde', '170');
      await fill('Beslut', 'Provbeslut');
      await sound(page);
      await page.getByRole('button', { name: 'Visa vad som ändras' }).click();
      await page.getByRole('heading', { level: 2, name: 'Det här ändras' }).waitFor();
      await eventually(async () =>
        assert.match(
          await wordsOf(page.locator('main dl')),
          /176 kWh\/m².*170 kWh\/m² \(Provbeslut\)/,
        ),
      );
      await sound(page);
      const targets = (await ask(page, 'GET', '/key-figure-targets')).data.items;
      assert.ok(targets.every((one) => one.decision !== 'Provbeslut'));
    },
  ),

  'What another set of warming potentials changes is shown before it is chosen': as(
    'coordinator',
    async (visitor) => {
      const page = await visitor.open('/admin/nyckeltal');
      const holds = async () => (await ask(page, 'GET', '/settings')).data.items[0].value;
      const before = await holds();
      await page.getByText(`Nu gäller ${before}.`).waitFor();
      await page.getByLabel('Välj uppsättning').selectOption('AR5');
      await page.getByRole('button', { name: 'Visa vad som ändras' }).click();
      await page.getByRole('heading', { level: 3, name: 'Om AR5 väljs' }).waitFor();
      await page.getByText(/Påverkar \d+ år × \d+ region/).waitFor();
      await sound(page);
      await page.getByRole('button', { name: 'Avbryt' }).click();
      assert.equal(await holds(), before);
    },
  ),

  'By keyboard alone: a definition is changed after its effect is shown, and taken back': as(
    'coordinator',
    async (visitor) => {
      const page = await visitor.open('/admin/nyckeltal');
      const held = async () => (await ask(page, 'GET', CARS)).data;
      const takeBack = async () => {
        await tabTo(page, /^Återställ det som följde med/);
        await press(page);
        await tabTo(page, /^Visa vad som ändras/);
        await press(page);
        await tabTo(page, /^Spara definitionen/);
        await press(page);
        await page.getByText('Som det följde med programmet').first().waitFor();
        assert.equal((await held()).decimals, 0);
      };
      const before = await held();
      await tabTo(page, /^Andel elbilar/);
      await press(page);
      if (before.history.length === 0)
        await page.getByText('Definitionen är som den följde med programmet.').waitFor();
      else if (before.decimals !== 0) await takeBack(); // what an attempt before left behind
      await tabTo(page, /^Ändra definitionen/);
      await press(page);
      await sound(page);
      await tabTo(page, /^Decimaler/);
      await page.keyboard.press('Control+A');
      await page.keyboard.type('9');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('Skriv ett heltal från 0 till 6.').waitFor();
      await page.getByRole('alert').getByText('Skriv varför.').waitFor();
      await sound(page);
      await page.getByLabel('Decimaler', { exact: true }).focus();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('3');
      await tabTo(page, /^Riktning/);
      await page.keyboard.press('L');
      await tabTo(page, /^Skäl till ändringen/);
      await page.keyboard.type('Prov <b>av</b> ändringen');
      await tabTo(page, /^Visa vad som ändras/);
      await press(page);
      await page.getByRole('heading', { level: 2, name: 'Det här ändras' }).waitFor();
      await page.getByText(/Syns för \d+ år × \d+ region/).waitFor();
      await page.getByText('0 → 3').waitFor();
      await page.getByText('Högt är bäst → Lågt är bäst').waitFor();
      await sound(page);
      assert.equal((await held()).decimals, 0);
      await tabTo(page, /^Spara definitionen/);
      await press(page);
      await page.getByText('Definitionen är sparad.').waitFor();
      await page.getByText('Prov <b>av</b> ändringen').first().waitFor();
      await sound(page);
      assert.equal((await held()).decimals, 3);
      await takeBack();
    },
  ),

  'A coordinator sees in the menu what is theirs, and no accounts': as(
    'coordinator',
    async (visitor) => {
      const page = await visitor.open('/admin');
      const names = await page.locator('.admin-menu .name').allInnerTexts();
      assert.deepEqual(names, ['Källor', 'Målvärden', 'Faktorer', 'Nyckeltal', 'Logg']);
      await page.goto(`${visitor.base}/admin/anvandare`);
      await settled(page);
      await page.getByText(/Du har inte behörighet/).first().waitFor();
    },
  ),
};
