/** What machines can find of WCAG 2.2 AA and of valid HTML, on every page. */
import assert from 'node:assert/strict';
import { ADDRESSES, NOWHERE, PLAIN } from '../addresses.mjs';
import { axe, htmlValidate } from '../packages.mjs';
import { settled } from '../visitor.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function violationsOn(page) {
  await page.evaluate(`${axe};0`);
  return page.evaluate(async (rules) => {
    const { violations } = await window.axe.run(document, { runOnly: rules });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
      `${id}: ${target.join(' ')}: ${failureSummary}`));
  }, RULES);
}

const looked = (address) => async (visitor) => {
  if (address === NOWHERE) visitor.expectTrouble(/status of 404/);
  const page = await visitor.open(address);
  assert.deepEqual(await violationsOn(page), [], '1280 px');
  await page.setViewportSize({ width: 360, height: 740 });
  assert.deepEqual(await violationsOn(page), [], '360 px');
};

const valid = (address) => async (visitor) => {
  if (address === NOWHERE) visitor.expectTrouble(/status of 404/);
  const page = await visitor.open(address);
  const report = await htmlValidate.validateString(await page.content());
  const messages = report.results.flatMap((result) => result.messages);
  assert.deepEqual(messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`), []);
};

const everywhere = Object.entries({ ...ADDRESSES, 'the page for what is not there': NOWHERE, ...PLAIN });

export default {
  ...Object.fromEntries(everywhere.map(([name, address]) =>
    [`${name} has nothing that axe objects to, wide or narrow`, looked(address)])),
  ...Object.fromEntries(everywhere.map(([name, address]) => [`${name} is valid HTML`, valid(address)])),

  'The panel with a number’s source has nothing that axe objects to': async (visitor) => {
    const page = await visitor.open('/');
    await page.locator('button.value').first().click();
    await page.getByRole('dialog').locator('.origin').first().waitFor();
    assert.deepEqual(await violationsOn(page), []);
  },

  'The opened API description has nothing that axe objects to': async (visitor) => {
    const page = await visitor.open('/data');
    await settled(page);
    await page.locator('.operation summary').first().waitFor();
    await page.locator('.operation').evaluateAll((all) => {
      for (const one of all) one.open = true;
    });
    assert.deepEqual(await violationsOn(page), []);
  },
};
