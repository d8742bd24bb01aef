/** The action plan: how it goes, who writes about it, and how its goals are assessed. */
import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { tabTo } from '../keys.mjs';
import { survey, violationsOn } from '../survey.mjs';
import { settled, wordsOf } from '../visitor.mjs';
import { as } from '../workplace.mjs';

/** These very words, whatever marks they hold. */
const exactly = (words) => new RegExp(`^${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);

const firstLink = (page, kind) => page.locator(`main a[href*="/handlingsplan/${kind}/"]`).first();

/** The address of the first measure ("atgarder") or goal ("mal") of the plan. */
async function first(visitor, kind) {
  const page = await visitor.open('/handlingsplan');
  const address = await firstLink(page, kind).getAttribute('href');
  await page.close();
  return address;
}

/** A check of one page as this person sees it; `find` gives its address. */
const looksRight = (role, find) =>
  as(role, async (visitor) => {
    const seen = await survey(visitor, await find(visitor), role);
    assert.deepEqual(seen.violations, [], '1280 px');
    assert.deepEqual(seen.narrowViolations, [], '360 px');
    assert.deepEqual(seen.messages, []);
    assert.ok(seen.overflow.over <= 0, `${seen.overflow.over} px too wide: ${seen.overflow.by}`);
    assert.deepEqual(seen.trouble, []);
  });

const measure = (visitor) => first(visitor, 'atgarder');
const goal = (visitor) => first(visitor, 'mal');

const ADDRESSES = {
  'The plan as a list': '/handlingsplan',
  'The plan as a board': '/handlingsplan?vy=tavla',
  'The plan as a timeline': '/handlingsplan?vy=tidslinje',
  'The plan in English': '/handlingsplan?lang=en',
  'The plan when no measure is left': '/handlingsplan?ansvarig=ingen',
  'The list of what to do': '/att-gora',
};
const pages = (role, words) =>
  Object.fromEntries(
    Object.entries(ADDRESSES).map(([name, address]) => [
      `${name} is valid, accessible, and no wider than a phone${words}`,
      looksRight(role, () => address),
    ]),
  );

/** Sees that nothing is wrong with the page as it stands now. */
const sound = async (page) => assert.deepEqual(await violationsOn(page), []);

export default {
  ...pages(null, ''),
  ...pages('coordinator', ', for those who may change it too'),
  'A measure is valid, accessible, and no wider than a phone': looksRight(null, measure),
  'A measure is so for those who may change it too': looksRight('coordinator', measure),
  'A goal is valid, accessible, and no wider than a phone': looksRight(null, goal),
  'A goal is so for those who may assess it too': looksRight('coordinator', goal),

  'The plan says how many measures stand where, and shows those that are chosen': as(
    null,
    async (visitor) => {
      const page = await visitor.open('/handlingsplan');
      const tally = page.locator('.tallies a').first();
      const [word, count] = (await wordsOf(tally)).split(': ');
      await tally.click();
      await page.getByRole('button', { name: `Ta bort filtret Status: ${word}` }).waitFor();
      assert.match(page.url(), /status=[a-z-]+/);
      const said = page.getByRole('status').filter({ hasText: 'åtgärd' });
      assert.match(await wordsOf(said), new RegExp(`^${count} `));
      await page.reload();
      await settled(page);
      await page.getByRole('button', { name: `Ta bort filtret Status: ${word}` }).click();
      await eventually(async () => assert.doesNotMatch(page.url(), /status=/));
    },
  ),

  'List, board and timeline show the same measures': as(null, async (visitor) => {
    const names = {};
    for (const view of ['lista', 'tavla', 'tidslinje']) {
      const page = await visitor.open(`/handlingsplan?vy=${view}`);
      const all = await page
        .locator('main a.name[href*="/handlingsplan/atgarder/"]')
        .allInnerTexts();
      names[view] = [...new Set(all)].sort();
    }
    assert.ok(names.lista.length > 0);
    assert.deepEqual(names.tavla, names.lista);
    assert.deepEqual(names.tidslinje, names.lista);
  }),

  'The workbook that the page hands out says nothing new when it comes back; another file is a fault':
    as('coordinator', async (visitor) => {
      const page = await visitor.open('/handlingsplan');
      const href = await page.getByRole('link', { name: /^Ladda ner planen/ }).getAttribute('href');
      const bytes = await page.evaluate(
        async (url) => [...new Uint8Array(await (await fetch(url)).arrayBuffer())],
        href,
      );
      await page.getByRole('button', { name: /^Läs in planen/ }).click();
      const dialog = page.getByRole('dialog');
      const file = dialog.getByLabel(/^Arbetsbok/);
      const give = (buffer) => file.setInputFiles({ name: 'plan.xlsx', mimeType: '', buffer });
      await give(Buffer.from(bytes));
      await dialog.getByText('Arbetsboken säger samma sak som planen').waitFor();
      assert.equal(await dialog.getByRole('button', { name: 'Läs in' }).count(), 0);
      await give(Buffer.from('ingen arbetsbok'));
      await dialog.getByRole('heading', { name: '1 fel att rätta' }).waitFor();
      assert.equal(await dialog.getByRole('button', { name: 'Läs in' }).count(), 0);
      await sound(page);
    }),

  'Whoever has not signed in reads the plan and changes nothing': as(null, async (visitor) => {
    const page = await visitor.open(await measure(visitor));
    assert.equal(await page.locator('main').getByRole('textbox').count(), 0);
    assert.equal(await page.getByRole('button', { name: /^(Ändra|Spara)/ }).count(), 0);
    await page.getByRole('link', { name: 'Logga in' }).first().waitFor();
  }),

  'By keyboard alone: an update is written about a measure, and is there for everybody': as(
    'coordinator',
    async (visitor) => {
      const page = await visitor.open('/handlingsplan');
      const name = await firstLink(page, 'atgarder').innerText();
      await tabTo(page, exactly(name));
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await settled(page);
      await sound(page);
      await tabTo(page, /^Vad har hänt sedan sist/);
      await page.keyboard.press('Tab');
      await tabTo(page, /^Spara uppdateringen/);
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('Skriv vad som har hänt.').waitFor();
      await sound(page);
      await tabTo(page, /Skriv vad som har hänt/);
      await page.keyboard.press('Enter');
      await page.keyboard.type('Upphandlingen är klar. <b>Åtta</b> svar kom in.');
      await tabTo(page, /^Spara uppdateringen/);
      await page.keyboard.press('Enter');
      const written = page.locator('.updates li').first();
      await eventually(async () =>
        assert.match(await wordsOf(written), /Upphandlingen är klar\. <b>Åtta<\/b> svar kom in\./),
      );
      await sound(page);
      await page.reload();
      await settled(page);
      assert.match(await wordsOf(written), /<b>Åtta<\/b>/);
    },
  ),

  'By keyboard alone: a goal is assessed with its reasons; nothing is chosen beforehand': as(
    'coordinator',
    async (visitor) => {
      // Where nothing is written yet there may be nothing to suggest either.
      visitor.expectTrouble(/status of 404.*\/assessments\//);
      const page = await visitor.open(await goal(visitor));
      await tabTo(page, /^Skriv en bedömning/);
      await page.keyboard.press('Enter');
      await page.getByRole('group', { name: 'Bedömning', exact: true }).waitFor();
      assert.equal(await page.locator('input[name=verdict]:checked').count(), 0);
      await sound(page);
      await tabTo(page, /^Spara bedömningen/);
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('Skriv en motivering').waitFor();
      await sound(page);
      await tabTo(page, /^Uppfylls helt/);
      await page.keyboard.press('ArrowDown');
      await eventually(async () =>
        assert.ok(await page.getByRole('radio', { name: 'Uppfylls delvis' }).isChecked()),
      );
      await tabTo(page, /^Motivering/);
      await page.keyboard.type('Andelen ökar men når inte målet.');
      await tabTo(page, /^Utfall/);
      await page.keyboard.type('65 av 319 bilar.');
      await tabTo(page, /^Spara bedömningen/);
      await page.keyboard.press('Enter');
      const written = page.locator('.assessment').first();
      await eventually(async () =>
        assert.match(
          await wordsOf(written),
          /Uppfylls delvis.*Andelen ökar men når inte målet\..*65 av 319 bilar\./,
        ),
      );
      await sound(page);
    },
  ),

  'An activity is added, ticked off, and the tick is taken back': as(
    'coordinator',
    async (visitor) => {
      const page = await visitor.open(await measure(visitor));
      const name = `Sätt upp tankar ${Date.now()}`;
      await page.getByLabel('Aktivitet', { exact: true }).fill(name);
      await page.getByLabel('Klart senast').fill('2027-05-31');
      await page.getByRole('button', { name: 'Lägg till aktivitet' }).click();
      const box = page.getByRole('checkbox', { name });
      await box.click();
      await eventually(async () => assert.ok(await box.isChecked()));
      await page.getByRole('button', { name: 'Ångra' }).click();
      await eventually(async () => assert.ok(!(await box.isChecked())));
    },
  ),

  'A measure is not cancelled without a reason': as('coordinator', async (visitor) => {
    const page = await visitor.open(await measure(visitor));
    await page.getByRole('button', { name: 'Ändra status' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Ny status').selectOption('Avbruten');
    await dialog.getByRole('button', { name: 'Spara' }).click();
    await dialog.getByText('Skriv varför statusen ändras.').waitFor();
    await sound(page);
    await page.keyboard.press('Escape');
    await eventually(async () => assert.equal(await dialog.count(), 0));
  }),

  'A draft is still there after the window was closed, and is thrown away when asked': as(
    'coordinator',
    async (visitor) => {
      const address = await measure(visitor);
      const before = await visitor.open(address);
      await before.getByRole('button', { name: 'Ändra åtgärden' }).click();
      await before.getByLabel('Finansiering').fill('Halvskrivet');
      await before.close();
      const page = await visitor.open(address);
      await page.getByRole('button', { name: 'Ändra åtgärden' }).click();
      const field = page.getByLabel('Finansiering');
      assert.equal(await field.inputValue(), 'Halvskrivet');
      await sound(page);
      await page.getByRole('button', { name: 'Släng utkastet' }).click();
      assert.notEqual(await field.inputValue(), 'Halvskrivet');
    },
  ),

  'The list of what to do leads to each thing, and asks others to sign in': as(
    'coordinator',
    async (visitor) => {
      const page = await visitor.open('/att-gora');
      await sound(page);
      const links = await page.locator('.to-do a.name').evaluateAll((all) =>
        all.map((one) => one.getAttribute('href')),
      );
      for (const href of links) assert.match(href, /^\/(handlingsplan|rapport)/);
    },
  ),
};
