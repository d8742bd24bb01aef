/** What people write is text on every page: no element is made of it, nothing runs, and a line goes on as it was. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../browser.mjs';
import { eventually } from '../eventually.mjs';
import { PROGRAM, startServer } from '../server.mjs';
import { violationsOn } from '../survey.mjs';
import { Visitor, settled } from '../visitor.mjs';
import { PASSWORD, ask } from '../workplace.mjs';

const PLAN = '/plans/handlingsplan-2023-2026';
/** Markup, a formula, Hebrew, an override that never ends, a joined emoji, a loose accent. */
const TEXT =
  '<img src=x onerror="window.ran=1"><script>window.ran=1</script>&amp; =1+1 שלום \u202Evänt 👩‍👧 e\u0301';
const LONG = 'å'.repeat(120);

const post = async (page, path, body) => {
  const { status, data } = await ask(page, 'POST', path, JSON.stringify(body));
  assert.equal(status, 201, `${path}: ${JSON.stringify(data)}`);
  return data;
};

/** A plan with the text wherever a person writes one; gives what the pages' addresses need. */
async function write(page) {
  const source = { text: TEXT, document: TEXT };
  const area = await post(page, `${PLAN}/focus-areas`, { name: TEXT, position: 1, source });
  const goal = await post(page, `${PLAN}/goals`, {
    focusArea: area.id,
    text: TEXT,
    mandate: TEXT,
    vision: TEXT,
    assignedTo: [TEXT, 'RGS'],
    source,
  });
  const indicator = await post(page, `${PLAN}/indicators`, {
    goal: goal.id,
    name: TEXT,
    unit: '%',
    facts: [{ period: '2024', value: 1, text: TEXT, source }],
  });
  await post(page, `${PLAN}/targets`, {
    indicator: indicator.id,
    value: 2,
    year: 2026,
    decision: { body: TEXT, date: '2025-01-01', reference: TEXT },
  });
  const measure = await post(page, `${PLAN}/measures`, {
    name: `${TEXT}${LONG}`,
    description: TEXT,
    state: 'ongoing',
    code: 'K1',
    funding: TEXT,
    goals: [goal.id],
    roles: [{ role: 'contact', orgUnit: 'RGS', name: TEXT }],
    manualTimeliness: { status: 'late', reason: TEXT },
    source,
  });
  const of = { measure: measure.id };
  await post(page, `${PLAN}/activities`, {
    ...of,
    name: TEXT,
    due: '2026-01-01',
    responsible: TEXT,
    comment: TEXT,
  });
  await post(page, `${PLAN}/updates`, { ...of, date: '2026-02-01', text: TEXT, source });
  await post(page, `${PLAN}/assessments`, {
    goal: goal.id,
    occasion: '2026-UR1',
    verdict: 'partial',
    motivation: TEXT,
    evidence: [{ criterion: 'outcome', text: TEXT }],
    decidedBy: TEXT,
    date: '2026-05-01',
  });
  await writeReport(page, goal.id);
  return { goal: goal.id, measure: measure.id };
}

async function writeReport(page, goal) {
  const report = await post(page, `${PLAN}/reports`, { occasion: '2026-UR1' });
  const draft = {
    summary: TEXT,
    comments: { 'organic-food': TEXT },
    goalComments: { [goal]: TEXT },
    signOff: { body: TEXT, name: TEXT, date: TEXT, reference: TEXT },
  };
  const change = (method, path, version, body) =>
    page.evaluate(
      async ([how, where, number, what]) => {
        const { csrfToken } = await (await fetch('/api/v1/session')).json();
        const answer = await fetch(`/api/v1${where}`, {
          method: how,
          body: JSON.stringify(what),
          headers: {
            'Content-Type': 'application/json',
            'If-Match': `"${number}"`,
            'X-CSRF-Token': csrfToken,
          },
        });
        return [answer.status, await answer.json()];
      },
      [method, path, version, body],
    );
  const url = `${PLAN}/reports/2026-UR1`;
  const [saved, written] = await change('PUT', url, report.version, draft);
  assert.equal(saved, 200, JSON.stringify(written));
  const [locked, answer] = await change('POST', `${url}/lock`, written.version, { reason: TEXT });
  assert.equal(locked, 200, JSON.stringify(answer));
}

/**
 * Runs in the page. Where the text stands with something after it in the same line and nothing
 * that keeps its direction to itself.
 */
function astray(text) {
  const keeps = (style) =>
    !style.display.startsWith('inline') ||
    /^inline-(block|flex|grid)$/.test(style.display) ||
    /isolate|plaintext/.test(style.unicodeBidi);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  let seen = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.includes(text) || !node.parentElement.checkVisibility()) continue;
    seen += 1;
    let around = node.parentElement;
    while (!keeps(getComputedStyle(around))) around = around.parentElement;
    const words = around.textContent;
    const after = words.slice(words.lastIndexOf(text) + text.length).replace(/[\s.å]/g, '');
    if (after !== '' || words.split(text).length > 2)
      found.push(`${around.tagName}.${around.className}: ${words}`);
  }
  return { seen, found };
}

/** What is wrong with a page as it stands. */
async function faultsOf(page, address, least) {
  let seen = 0;
  await eventually(async () => {
    ({ seen } = await page.evaluate(astray, TEXT));
    assert.ok(seen >= least, `${address}: the text is seen ${seen} times`);
  });
  const { found } = await page.evaluate(astray, TEXT);
  const faults = found.map((one) => `turns its line round: ${one}`);
  if (await page.evaluate(() => window.ran)) faults.push('something ran');
  const made = await page.locator('main img, article img, main script').count();
  if (made > 0) faults.push(`${made} elements were made of it`);
  if (!address.startsWith('/api')) faults.push(...(await violationsOn(page)));
  await page.setViewportSize({ width: 360, height: 740 });
  await page.waitForTimeout(150);
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (over > 0) faults.push(`${over} px wider than a phone`);
  await page.setViewportSize({ width: 1280, height: 900 });
  return faults.map((fault) => `${address}: ${fault}`);
}

export default {
  'Whatever people write is text on the pages of plan, measure, goal and report': async () => {
    const data = mkdtempSync(join(tmpdir(), 'tertil-text-'));
    const secret = join(data, 'password');
    writeFileSync(secret, `${PASSWORD}\n`, { mode: 0o600 });
    const words = ['--role', 'coordinator', '--password-file', secret, '--data', data];
    execFileSync(PROGRAM, ['user', 'add', 'anna', '--name', TEXT, ...words]);
    const site = await startServer({ data });
    const { context, close } = await launchBrowser();
    const visitor = new Visitor(context, site.url);
    try {
      const page = await visitor.open('/logga-in?till=/handlingsplan');
      await page.getByLabel('Användarnamn').fill('anna');
      await page.getByLabel('Lösenord').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.pathname === '/handlingsplan');
      await settled(page);
      const { goal, measure } = await write(page);
      const faults = [];
      for (const [address, least] of [
        ['/handlingsplan', 3],
        ['/handlingsplan?vy=tavla', 1],
        ['/handlingsplan?vy=tidslinje', 1],
        [`/handlingsplan/atgarder/${measure}`, 9],
        [`/handlingsplan/mal/${goal}`, 12],
        ['/att-gora', 2],
        ['/rapport/2026-UR1', 6],
        ['/rapport/2026-UR1/utskrift?version=1', 6],
        [`/api/v1${PLAN}/reports/2026-UR1/versions/1.html`, 6],
      ]) {
        await page.goto(site.url + address);
        await settled(page);
        faults.push(...(await faultsOf(page, address, least)));
      }
      assert.deepEqual(faults, []);
      assert.deepEqual(visitor.trouble, []);
    } finally {
      await close();
      await site.stop();
      site.remove();
    }
  },
};
