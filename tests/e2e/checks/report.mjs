/** The yearly report: written, locked, printed; what was locked stays as it was. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { eventually } from '../eventually.mjs';
import { survey } from '../survey.mjs';
import { settled, wordsOf } from '../visitor.mjs';
import { as, ask } from '../workplace.mjs';

const REPORTS = '/plans/handlingsplan-2023-2026/reports';
const HOSTILE = '=1+1 <img src=x onerror=alert(1)> \u202eabc\u202c 🌱';

/** The bytes of a locked file, as their digest. */
const digestOf = async (page, version, form) => {
  const address = `/api/v1${REPORTS}/2026-UR1/versions/${version}.${form}`;
  const answer = await page.request.get(new URL(address, page.url()).href);
  assert.equal(answer.status(), 200);
  return createHash('sha256').update(await answer.body()).digest('hex');
};

/** Presses Tab until the wanted element has the focus, then Enter: no mouse anywhere. */
async function press(page, button) {
  await button.waitFor();
  for (let i = 0; i < 150; i += 1) {
    if (await button.evaluate((one) => one === document.activeElement)) {
      await page.keyboard.press('Enter');
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error('the button cannot be reached by keyboard');
}

export default {
  'The coordinator writes, locks and prints a report; its bytes stay when the data change': as(
    'coordinator',
    async (visitor) => {
      const page = await visitor.open('/rapport');
      const main = page.locator('main');
      await main.getByLabel('Tillfälle').selectOption('UR1');
      await press(page, main.getByRole('button', { name: 'Börja rapporten' }));
      await page.waitForURL(/2026-UR1$/);
      await settled(page);
      await main.getByText('Kommentar saknas: Ekologiska livsmedel').waitFor();
      const comments = main.getByRole('textbox', { name: /^Kommentar: / });
      await comments.first().waitFor();
      assert.equal(await comments.count(), 6);
      for (const comment of await comments.all()) {
        await comment.focus();
        await page.keyboard.insertText(HOSTILE);
      }
      await main.getByLabel('Fastställs av').focus();
      await page.keyboard.insertText('Regionstyrelsen');
      assert.ok((await wordsOf(main.locator('.report-preview'))).includes('onerror=alert(1)'));
      const save = main.getByRole('button', { name: 'Spara', exact: true });
      await press(page, save);
      await main.getByText('Kommentar saknas: Ekologiska livsmedel').waitFor({ state: 'detached' });
      await main.getByRole('heading', { level: 1 }).focus();
      // Goals that nobody has assessed block a lock without a reason.
      const reason = main.getByLabel('Varför låses den ändå?');
      if ((await reason.count()) > 0) {
        await reason.focus();
        await page.keyboard.insertText('Prov.');
        await main.getByRole('heading', { level: 1 }).focus();
      }
      await press(page, main.getByRole('button', { name: /^Lås (rapporten|ändå)$/ }));
      await main.getByRole('link', { name: 'HTML, version 1' }).waitFor();
      const { data } = await ask(page, 'GET', REPORTS);
      const [report] = data.items.filter((one) => one.id === '2026-UR1');
      const { sha256 } = report.versions[0];
      for (const form of ['html', 'xlsx', 'json'])
        assert.equal(await digestOf(page, 1, form), sha256[form]);
      await main.getByText('Inget skiljer.').waitFor();

      const rows = 'keyFigure,region,year,value,status\norganic-food,13,2025,33.3,final\n';
      const taken = await ask(page, 'POST', '/imports?source=own-key-figures', rows, 'text/csv');
      assert.ok(taken.status < 300, JSON.stringify(taken.data));
      for (const form of ['html', 'xlsx', 'json'])
        assert.equal(await digestOf(page, 1, form), sha256[form]);
      await page.reload();
      await settled(page);
      await eventually(async () =>
        assert.match(
          await wordsOf(main.locator('table.report-differences')),
          /Ekologiska livsmedel, senaste värde/,
        ),
      );
      assert.match(await wordsOf(main.locator('table.report-differences')), /33,3 %/);
    },
  ),

  'A locked report prints as a tagged PDF in Swedish, and a draft carries its mark': as(
    'coordinator',
    async (visitor) => {
      const page = await visitor.open('/rapport');
      await ask(page, 'POST', REPORTS, JSON.stringify({ occasion: '2024-AR' }));
      const live = await ask(page, 'GET', `${REPORTS}/2024-AR`);
      assert.equal(live.status, 200);
      await page.goto(`${visitor.base}/rapport/2024-AR/utskrift`);
      await settled(page);
      await page.locator('.report-draft').waitFor();
      const mark = await page
        .locator('.report-draft')
        .evaluate((one) => getComputedStyle(one, '::before').content);
      assert.match(mark, /UTKAST/);
      await page.goto(`${visitor.base}/rapport/2024-AR`);
      await settled(page);
      const main = page.locator('main');
      await main.getByLabel('Varför låses den ändå?').fill('Prov av utskrift.');
      await main.getByRole('button', { name: 'Lås ändå' }).click();
      await main.getByRole('link', { name: 'HTML, version 1' }).waitFor();
      for (const address of [
        '/rapport/2024-AR/utskrift?version=1',
        `/api/v1${REPORTS}/2024-AR/versions/1.html`,
      ]) {
        await page.goto(visitor.base + address);
        await settled(page);
        await page.getByText('306 (16 av 21)').waitFor();
        assert.equal(await page.getByText('UTKAST').count(), 0);
        const pdf = (await page.pdf({ tagged: true })).toString('latin1');
        assert.match(pdf, /\/StructTreeRoot/, address);
        assert.match(pdf, /\/Lang\s*\(sv/, address);
      }
    },
  ),

  'A report and its print view are valid, accessible, and no wider than a phone': as(
    'coordinator',
    async (visitor) => {
      const page = await visitor.open('/rapport');
      await ask(page, 'POST', REPORTS, JSON.stringify({ occasion: '2023-AR' }));
      await ask(page, 'GET', REPORTS);
      for (const address of ['/rapport/2023-AR', '/rapport/2023-AR/utskrift']) {
        const seen = await survey(visitor, address, 'coordinator');
        assert.deepEqual([...seen.violations, ...seen.narrowViolations, ...seen.messages], []);
        assert.ok(seen.overflow.over <= 0, `${seen.overflow.over} px too wide`);
      }
    },
  ),

  'Whoever is not signed in reads what is locked and nothing else': as(null, async (visitor) => {
    const page = await visitor.open('/rapport');
    assert.equal(await page.getByRole('button', { name: 'Börja rapporten' }).count(), 0);
  }),
};
