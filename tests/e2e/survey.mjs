import { NOWHERE } from './addresses.mjs';
import { axe, htmlValidate } from './packages.mjs';
import { settled, tidy } from './visitor.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 360, height: 740 };
const NARROWEST = { width: 320, height: 640 };

/** What axe objects to on the page as it is now. */
export async function violationsOn(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`${axe};0`);
  return page.evaluate(async (rules) => {
    const { violations } = await window.axe.run(document, {
      runOnly: rules,
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
  }, RULES);
}

async function messagesOn(page) {
  const report = await htmlValidate.validateString(await page.content());
  return report.results
    .flatMap((result) => result.messages)
    .map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`);
}

function noteRefusals() {
  window.refused = [];
  document.addEventListener('securitypolicyviolation', (event) =>
    window.refused.push(`${event.violatedDirective} ${event.blockedURI}`),
  );
}

async function load(visitor, address, size) {
  const page = await visitor.window(size);
  await page.addInitScript(noteRefusals);
  const failed = [];
  page.on('response', (response) => {
    if (response.status() >= 400)
      failed.push(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  await page.goto(visitor.base + address, { waitUntil: 'networkidle' });
  await settled(page);
  const { shifts, refused } = await page.evaluate(() => ({
    shifts: window.shifts,
    refused: window.refused,
  }));
  return { page, failed, shifts, refused };
}

/** How far the page is wider than the window, and by what. */
function overflowOf() {
  const room = document.documentElement.clientWidth;
  const by = [...document.querySelectorAll('body *')].filter(
    (one) =>
      one.getBoundingClientRect().right > room + 0.5 &&
      !one.closest('.table-scroll, pre, .visually-hidden, svg'),
  );
  return {
    over: document.documentElement.scrollWidth - room,
    by: by.slice(0, 4).map((one) => `${one.tagName}.${one.getAttribute('class')}`),
  };
}

/** Another size of the window, and the time that charts need to be drawn anew. */
async function resize(page, size) {
  await page.setViewportSize(size);
  await page.waitForTimeout(150);
}

async function look(visitor, address) {
  if (address === NOWHERE) visitor.expectTrouble(/status of 404/);
  try {
    const wide = await load(visitor, address, WIDE);
    const title = tidy(await wide.page.title());
    const messages = await messagesOn(wide.page);
    const trouble = [...visitor.trouble, ...wide.refused];
    const violations = await violationsOn(wide.page);
    await resize(wide.page, NARROW);
    const narrowViolations = await violationsOn(wide.page);
    await resize(wide.page, NARROWEST);
    const overflow = await wide.page.evaluate(overflowOf);
    const narrow = await load(visitor, address, NARROW);
    return {
      title,
      messages,
      trouble,
      failed: wide.failed,
      violations,
      narrowViolations,
      overflow,
      shifts: [wide.shifts, narrow.shifts],
    };
  } finally {
    await visitor.leave();
  }
}

const reports = new Map();

/**
 * One look at a page, wide and narrow, shared by all checks that ask about it; `who` tells apart
 * those who see different things there.
 */
export function survey(visitor, address, who = '') {
  const key = `${who} ${address}`;
  if (!reports.has(key)) reports.set(key, look(visitor.another(), address));
  return reports.get(key);
}
