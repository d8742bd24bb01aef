/** The way from a number to where it came from. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PRINTED, YEARS } from '../expected/halland.mjs';
import { eventually } from '../eventually.mjs';
import { root } from '../packages.mjs';
import { tidy, wordsOf } from '../visitor.mjs';

const shipped = readFileSync(`${root}service/shipped/printed-key-figures.csv`);
const sha256 = createHash('sha256').update(shipped).digest('hex');
const lines = shipped.toString('utf8').split('\n');

/** The facts of the first origin in the open panel: the number that was chosen. */
async function originOf(page) {
  const origin = page.getByRole('dialog').locator('.origin').first();
  await origin.waitFor();
  const names = (await origin.locator('dt').allInnerTexts()).map(tidy);
  const values = (await origin.locator('dd').allInnerTexts()).map(tidy);
  return Object.fromEntries(names.map((name, index) => [name, values[index]]));
}

export default {
  'Each of the 24 numbers of the overview is one click from file, row and SHA-256, and that row has the number':
    async (visitor) => {
      const page = await visitor.open('/');
      for (const { id, name, values, ranks } of PRINTED) {
        for (const [index, year] of YEARS.entries()) {
          await page.getByRole('button', { name: `Källa: ${name} ${year}` }).click();
          const facts = await originOf(page);
          const value = Number(values[index].replace(',', '.'));
          assert.equal(
            Number(facts['Värde som det är lagrat'].split(' ')[0].replace(',', '.')),
            value,
          );
          assert.equal(facts['SHA-256'], sha256, 'the checksum of the shipped file');
          assert.equal(facts['Fil'], 'printed-key-figures.csv');
          const [keyFigure, region, when, number] = lines[Number(facts['Rad']) - 1].split(',');
          assert.deepEqual(
            [keyFigure, region, Number(when), Number(number)],
            [id, '13', year, value],
            `row ${facts['Rad']}`,
          );
          if (ranks[index]) assert.equal(facts['Tryckt plats'], `${ranks[index]} av 21`);
          assert.match(facts['Hämtat från'], /Uppföljning 2024/);
          assert.match(facts['Inläst'], /^\d{4}-\d\d-\d\d \d\d:\d\d$/);
          await page.keyboard.press('Escape');
          await eventually(async () => assert.equal(await page.getByRole('dialog').count(), 0));
        }
      }
    },

  'A number in the ranking leads to its own source, and the focus comes back after': async (
    visitor,
  ) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023');
    const button = page.getByRole('button', { name: 'Källa: Region Skåne 2023' });
    await button.click();
    const facts = await originOf(page);
    assert.equal(facts['Fil'], 'kolada.csv');
    assert.match(facts['SHA-256'], /^[0-9a-f]{64}$/);
    await page.getByRole('button', { name: 'Stäng' }).click();
    await eventually(async () =>
      assert.ok(await button.evaluate((one) => one === document.activeElement)),
    );
  },

  'A number known from two sources shows both': async (visitor) => {
    const page = await visitor.open('/');
    await page
      .getByRole('button', { name: 'Källa: Förnybara drivmedel i kollektivtrafik 2017' })
      .click();
    await page.getByRole('dialog').locator('.origin').nth(1).waitFor();
    const words = await wordsOf(page.getByRole('dialog'));
    assert.match(words, /85,6 %.*printed-key-figures\.csv.*85,58 %.*kolada\.csv/);
  },
};
