/** The measures: what they cost per tonne, and who changed them. */
import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { settled, wordsOf } from '../visitor.mjs';
import { as, ask } from '../workplace.mjs';

const rowOf = (page, name) => page.locator('table.measures tbody tr', { hasText: name });
const save = (page) => page.getByRole('button', { name: 'Spara' }).click();

export default {
  'A measure without all its numbers says which are missing, and nothing counts as zero': as(
    null,
    async (visitor) => {
      const page = await visitor.open('/atgarder');
      const words = await wordsOf(rowOf(page, 'Destruktionsanläggning för lustgas'));
      assert.match(words, /8 000 000 kr/);
      assert.match(words, /Saknas för en kostnad: .*Livslängd/);
      assert.equal(await page.getByRole('button', { name: 'Lägg till åtgärd' }).count(), 0);
    },
  ),

  'Measures are reached from the plan, and are narrowed and ordered by the address': as(
    null,
    async (visitor) => {
      const page = await visitor.open('/');
      await page.getByRole('link', { name: 'Handlingsplan', exact: true }).click();
      await page.getByRole('link', { name: 'Kostnader och urval' }).click();
      await rowOf(page, 'bergvärme').waitFor();
      await page.getByLabel('Ordning', { exact: true }).selectOption('kostnad');
      await page.getByLabel('Läge', { exact: true }).selectOption('proposed');
      await eventually(async () => assert.match(page.url(), /lage=proposed&ordning=kostnad/));
      await eventually(async () =>
        assert.match(await wordsOf(page.locator('main')), /4 av \d+ åtgärder visas/),
      );
      const names = await page.locator('table.measures tbody th .name').allInnerTexts();
      assert.match(names[0], /kortare drifttider/);
      assert.match(names.at(-1), /desfluran/);
      await page.reload();
      await settled(page);
      assert.equal(await page.locator('table.measures tbody tr').count(), 4);
      const csv = await page.request.get(
        await page.getByRole('link', { name: 'CSV' }).evaluate((link) => link.href),
      );
      assert.match(csv.headers()['content-disposition'], /atgarder-handlingsplan.*\.csv/);
      assert.match(await csv.text(), /exempel-bergvarme/);
    },
  ),

  'A scenario is saved by name, opens as it was for anyone who has the address, and is removed': as(
    'coordinator',
    async (visitor) => {
      const page = await visitor.open('/nyckeltal/energi/vad-kravs?varde=181');
      const saved = page.getByRole('region', { name: 'Sparade scenarier' });
      await page.getByRole('checkbox', { name: /led-belysning/ }).check();
      await eventually(async () => assert.match(page.url(), /atgarder=exempel-belysning/));
      await saved.getByRole('button', { name: 'Spara scenario …' }).click();
      await saved.getByLabel('Scenariots namn').fill('Bara lampor');
      await saved.getByRole('button', { name: 'Spara', exact: true }).click();
      await eventually(async () =>
        assert.match(await wordsOf(saved), /Bara lampor för 2026, sparat av anna/),
      );
      const address = await saved
        .getByRole('link', { name: 'Bara lampor' })
        .evaluate((link) => link.getAttribute('href'));
      const other = await visitor.open(address);
      await eventually(async () => {
        assert.ok(await other.getByRole('checkbox', { name: /led-belysning/ }).isChecked());
        assert.equal(await other.getByLabel(/Prövat värde/).inputValue(), '181');
      });
      const { data } = await ask(page, 'GET', '/key-figures/energi/forecast?year=2026');
      assert.equal(data.latest.value, 188);
      await saved.getByRole('button', { name: 'Ta bort Bara lampor' }).click();
      await eventually(async () =>
        assert.match(await wordsOf(saved), /Inget scenario är sparat än/),
      );
    },
  ),

  'Who may not edit measures sees no saved scenarios': as('contributor', async (visitor) => {
    const page = await visitor.open('/nyckeltal/energi/vad-kravs');
    await page.getByRole('checkbox', { name: /led-belysning/ }).waitFor();
    await page.waitForLoadState('networkidle');
    assert.equal(await page.getByText('Sparade scenarier').count(), 0);
  }),

  'The coordinator adds a measure, sees its cost per tonne, changes it and undoes the change': as(
    'coordinator',
    async (visitor) => {
      const page = await visitor.open('/atgarder');
      const main = page.locator('main');
      await page.getByRole('button', { name: 'Lägg till åtgärd' }).click();
      await main.getByLabel('Namn', { exact: true }).fill('Byte av ventilation');
      await main.getByLabel('Investering (kr)').fill('sex miljoner');
      await save(page);
      assert.equal(await main.getByLabel('Investering (kr)').getAttribute('aria-invalid'), 'true');
      for (const [label, value] of [
        ['Investering (kr)', '6 000 000'],
        ['Drift per år (kr)', '0'],
        ['Besparing per år (kr)', '400 000'],
        ['Livslängd (år)', '20'],
        ['Undvikna ton CO₂e per år', '60'],
      ])
        await main.getByLabel(label).fill(value);
      await save(page);
      const row = rowOf(page, 'Byte av ventilation');
      // 6 000 000 kr over 20 years at 3.5 % is 422 166 kr a year; less 400 000, over 60 tonnes.
      await eventually(async () => assert.match(await wordsOf(row), /369 kr/));
      await page.getByRole('button', { name: 'Ändra Byte av ventilation' }).click();
      await main.getByLabel('Undvikna ton CO₂e per år').fill('30');
      await save(page);
      await eventually(async () => assert.match(await wordsOf(row), /739 kr/));
      await page.getByRole('button', { name: 'Historik för Byte av ventilation' }).click();
      const dialog = page.getByRole('dialog');
      await eventually(async () => assert.match(await wordsOf(dialog), /Version 2.*Version 1/));
      await dialog.getByRole('button', { name: 'Ångra senaste ändringen' }).click();
      await eventually(async () => assert.match(await wordsOf(row), /369 kr/));
      await page.reload();
      await settled(page);
      assert.match(await wordsOf(row), /369 kr/);
    },
  ),
};
