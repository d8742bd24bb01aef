/**
 * Somebody who has never been here: from `tertil demo` to a locked and printed report, with the
 * keyboard alone.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../browser.mjs';
import { eventually } from '../eventually.mjs';
import { focusOf, tabTo } from '../keys.mjs';
import { PROGRAM, startServer } from '../server.mjs';
import { violationsOn } from '../survey.mjs';
import { Visitor, settled } from '../visitor.mjs';

const HAPPENED = 'Femton elbilar har levererats till bilpoolen i Halmstad.';
const MOTIVATION = 'Utbytet går snabbare än planen, men laddplatserna räcker inte.';
const OUTCOME = 'Andelen elbilar ökar varje tertial.';
const COMMENT = 'Värdet väntas i årsredovisningen.';
const GOAL = 'Resurseffektiva och fossilfria resor och transporter';
const OCCASION = 'Uppföljningsrapport 1 2026';
/** Where pictures of each step go, for whoever wants to look. */
const pictures = process.env.E2E_PICTURES;

const demo = (data, ...words) =>
  execFileSync(PROGRAM, ['demo', '--quiet', '--lang', 'sv', '--data', data, ...words], {
    encoding: 'utf8',
    env: Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith('TERTIL_')),
    ),
  });
const after = (label, text) => new RegExp(`^${label}: +(.+)$`, 'm').exec(text)?.[1];

/** A person at a keyboard: nothing here points, clicks or fills. */
class Newcomer {
  #page;
  #step = 0;

  constructor(page) {
    this.#page = page;
  }

  async #look(name) {
    if (!pictures) return;
    this.#step += 1;
    mkdirSync(pictures, { recursive: true });
    const file = `${pictures}/${String(this.#step).padStart(2, '0')}-${name}`;
    await this.#page.screenshot({ path: `${file}-1280.png`, fullPage: true });
    await this.#page.setViewportSize({ width: 360, height: 740 });
    await this.#page.waitForTimeout(200);
    await this.#page.screenshot({ path: `${file}-360.png`, fullPage: true });
    await this.#page.setViewportSize({ width: 1280, height: 900 });
  }

  /** The page is what the newcomer expects and begins at its heading; machines object to nothing. */
  async arrivesAt(heading, name) {
    await settled(this.#page);
    await eventually(async () => {
      const focus = await focusOf(this.#page);
      assert.deepEqual([focus.tag, focus.name], ['H1', heading]);
      assert.ok(focus.inView, 'the heading is out of view');
    });
    await this.findsNothingWrong(name);
  }

  async findsNothingWrong(name) {
    await settled(this.#page);
    assert.deepEqual(await violationsOn(this.#page), [], `axe, ${name}`);
    await this.#look(name);
  }

  /** The focus is on something that says `words`. */
  async isAt(words) {
    await eventually(async () => {
      const focus = await focusOf(this.#page);
      assert.match(`${focus.tag} ${focus.name} ${focus.label}`, words);
      assert.ok(focus.inView, `${words} is out of view`);
    });
  }

  async presses(what) {
    await tabTo(this.#page, what);
    await this.#page.keyboard.press('Enter');
  }

  async types(label, text) {
    await tabTo(this.#page, label);
    await this.#page.keyboard.type(text);
  }

  /** A choice in a list is found by its first letters or with the arrows. */
  async chooses(label, wanted) {
    await tabTo(this.#page, label);
    const now = () =>
      this.#page.evaluate(() => document.activeElement.selectedOptions?.[0]?.textContent);
    await this.#page.keyboard.press('Home');
    for (let i = 0; i < 40 && (await now()) !== wanted; i += 1)
      await this.#page.keyboard.press('ArrowDown');
    assert.equal(await now(), wanted);
  }

  async marks(radio) {
    await tabTo(this.#page, /^Uppfylls helt$/);
    await this.#page.keyboard.press('Space');
    for (let i = 0; i < 4; i += 1) {
      const { label } = await focusOf(this.#page);
      if (label === radio) return;
      await this.#page.keyboard.press('ArrowDown');
    }
    assert.fail(`${radio} cannot be chosen with the arrows`);
  }
}

async function signsIn(page, who, { name, password }) {
  await page.keyboard.press('Tab');
  await tabTo(page, /^Logga in$/);
  await page.keyboard.press('Enter');
  await who.arrivesAt('Logga in', 'sign-in');
  await who.types(/^Användarnamn$/, name);
  await who.types(/^Lösenord$/, password);
  await page.keyboard.press('Enter');
  await who.arrivesAt('Översikt: Region Halland', 'signed-in');
}

async function writesAnUpdate(page, who) {
  await who.presses(/^Att göra/);
  await who.arrivesAt('Att göra', 'to-do');
  await who.presses(/^Uppdatera åtgärden Exempeldata: elbilar/);
  await who.arrivesAt('Exempeldata: elbilar i stället för bensinbilar i bilpoolen', 'measure');
  await who.types(/^Vad har hänt sedan sist/, HAPPENED);
  await who.presses(/^Spara uppdateringen$/);
  await page.locator('.updates').getByText(HAPPENED).waitFor();
  await who.isAt(/Spara uppdateringen/);
  await who.findsNothingWrong('update-written');
}

async function writesAnAssessment(page, who) {
  await who.presses(/^Handlingsplan$/);
  await who.arrivesAt('Handlingsplan', 'plan');
  await who.presses(new RegExp(`^${GOAL}`));
  await who.arrivesAt(GOAL, 'goal');
  await who.chooses(/^Tillfälle$/, OCCASION);
  await who.presses(/^Skriv en bedömning$/);
  await who.isAt(/Bedöm: Uppföljningsrapport 1 2026/);
  await who.findsNothingWrong('assessing');
  await who.marks('Uppfylls delvis');
  await who.types(/^Motivering$/, MOTIVATION);
  await who.types(/^Utfall$/, OUTCOME);
  await who.types(/^Beslutad av$/, 'Regionstyrelsen');
  await who.types(/^Datum/, '2026-05-12');
  await who.presses(/^Spara bedömningen$/);
  await page.locator('.assessment').getByText(MOTIVATION).waitFor();
  await who.isAt(/Bedömningar/);
  await who.findsNothingWrong('assessed');
}

async function writesTheReport(page, who) {
  await who.presses(/^Rapport$/);
  await who.arrivesAt('Rapporter', 'reports');
  await who.chooses(/^Tillfälle$/, 'Uppföljningsrapport 1');
  await who.presses(/^Börja rapporten$/);
  await who.arrivesAt(OCCASION, 'report-begun');
  await who.types(/^Sammanfattning$/, 'Arbetet går framåt.');
  const figures = await page.getByRole('textbox', { name: /^Kommentar: / }).count();
  assert.equal(figures, 6);
  for (let i = 0; i < figures; i += 1) await who.types(/^Kommentar: /, COMMENT);
  await who.types(/^Fastställs av$/, 'Regionstyrelsen');
  await page.keyboard.press('Enter');
  await page.getByText('Kommentar saknas: Ekologiska livsmedel').waitFor({ state: 'detached' });
  await who.findsNothingWrong('report-written');
}

async function locksIt(page, who) {
  await who.presses(/^Klarmarkera$/);
  await who.isAt(/Rapporten är klarmarkerad/);
  await who.findsNothingWrong('report-ready');
  await who.types(/^Varför låses den ändå/, 'De andra målen bedöms i årsredovisningen.');
  await who.presses(/^Lås ändå$/);
  await page.getByRole('link', { name: 'HTML, version 1' }).waitFor();
  await who.isAt(/Rapporten är låst/);
  await who.findsNothingWrong('report-locked');
}

async function printsIt(page, who) {
  await who.presses(/^Skriv ut den låsta rapporten$/);
  await who.arrivesAt(OCCASION, 'print');
  await page.evaluate(() => {
    window.print = () => (window.printed = true);
  });
  await who.presses(/^Skriv ut$/);
  assert.equal(await page.evaluate(() => window.printed), true);
  const words = await page.locator('main').innerText();
  assert.ok(words.includes(MOTIVATION) && words.includes(COMMENT));
  const pdf = (await page.pdf({ tagged: true })).toString('latin1');
  assert.match(pdf, /\/StructTreeRoot/);
  assert.match(pdf, /\/Lang\s*\(sv/);
}

/** Runs a newcomer's day on a site of its own, made by `tertil demo`. */
const onOwnSite = (day) => async () => {
  const data = mkdtempSync(join(tmpdir(), 'tertil-newcomer-'));
  const told = demo(data);
  const site = await startServer({ data });
  const { context, close } = await launchBrowser();
  const visitor = new Visitor(context, site.url);
  try {
    await day(visitor, { data, told });
    assert.deepEqual(visitor.trouble, []);
    const { password } = { password: after('Lösenord', told) };
    assert.ok(!site.said().includes(password), 'the password is in the log');
  } catch (error) {
    await visitor.picture(`${tmpdir()}/newcomer.png`);
    throw error;
  } finally {
    await close();
    await site.stop();
    site.remove();
  }
};

export default {
  'A newcomer signs in with the trial account, writes an update and an assessment, locks the report and prints it, by keyboard alone':
    onOwnSite(async (visitor, { data, told }) => {
      const account = { name: after('Namn', told), password: after('Lösenord', told) };
      assert.equal(account.name, 'prov');
      assert.match(account.password, /^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
      assert.equal(after('Starta', told), `tertil serve --data ${data}`);
      assert.match(after('Logga in', told), /^http:\/\/127\.0\.0\.1:8080\/logga-in$/);
      const page = await visitor.open('/');
      const who = new Newcomer(page);
      await who.findsNothingWrong('start');
      await signsIn(page, who, account);
      await writesAnUpdate(page, who);
      await writesAnAssessment(page, who);
      await writesTheReport(page, who);
      await locksIt(page, who);
      await printsIt(page, who);
      const locked = await page.request.get(
        `${visitor.base}/api/v1/plans/handlingsplan-2023-2026/reports/2026-UR1/versions/1.html`,
      );
      const html = await locked.text();
      for (const words of [MOTIVATION, COMMENT, 'Uppfylls delvis'])
        assert.ok(html.includes(words), `${words} is not in the locked report`);
      const again = JSON.parse(demo(data, '--json'));
      assert.equal(again.account.password, null);
      assert.equal(again.account.newPasswordCommand, `tertil user password prov --data ${data}`);
    }),
};
