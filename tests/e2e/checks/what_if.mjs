/** "Vad skulle flytta oss?": the place another value would have given. */
import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { wordsOf } from '../visitor.mjs';

const panelOf = (page) => page.getByRole('region', { name: 'Vad skulle flytta oss?' });
const tryValue = (page, text) =>
  panelOf(page)
    .getByLabel(/Prövat värde/)
    .fill(text);

export default {
  'It begins with the value of today and what the next class takes': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023');
    await eventually(async () => {
      const words = await wordsOf(panelOf(page));
      assert.match(words, /98,33 % .*12 av 21/);
      assert.match(words, /Bästa tredjedelen nås vid 100,0 %: 1,67 procentenheter bort/);
      assert.match(words, /inte är sämre än 90,85 %: marginal 7,48 procentenheter/);
    });
  },

  'The value 100 would give the first place, shared by eight, in the best third': async (
    visitor,
  ) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023');
    await tryValue(page, '100');
    await eventually(async () => {
      const words = await wordsOf(panelOf(page));
      assert.match(words, /Med det prövade värdet 100,0 % ▲ 1 av 21 ▲ Bästa tredjedelen/);
      assert.match(words, /Platsen delas av 8 regioner/);
      assert.match(words, /Redan i bästa gruppen/);
    });
  },

  'The value 99 would stay in the middle third': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023');
    await tryValue(page, '99,0');
    await eventually(async () =>
      assert.match(
        await wordsOf(panelOf(page)),
        /Med det prövade värdet 99,0 % ● 12 av 21 ● Mellersta tredjedelen/,
      ),
    );
  },

  'A value that cannot be is refused in words that give the limits': async (visitor) => {
    visitor.expectTrouble(/status of 422/);
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023');
    await tryValue(page, '101');
    const field = panelOf(page).getByLabel(/Prövat värde/);
    const told = page.locator(`[id="${await field.getAttribute('aria-describedby')}"]`);
    await eventually(async () => assert.match(await wordsOf(told), /101 % ligger utanför 0–100/));
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.equal(
      await page.getByRole('alert').count(),
      0,
      'a slip of the pen is no fault of the service',
    );
  },

  'What is not a number is told at the field, tied to it for screen readers': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023');
    await tryValue(page, '98,5,5');
    const field = panelOf(page).getByLabel(/Prövat värde/);
    await eventually(async () => assert.equal(await field.getAttribute('aria-invalid'), 'true'));
    const told = page.locator(`[id="${await field.getAttribute('aria-describedby')}"]`);
    assert.equal(await told.innerText(), 'Skriv ett tal, till exempel 98,5.');
    await panelOf(page).getByRole('button', { name: 'Återställ' }).click();
    await eventually(async () => assert.equal(await field.inputValue(), '98,33'));
  },
};
