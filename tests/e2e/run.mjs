/**
 * The browser tests: the built pages, served by the built program from a fresh data directory, in
 * Debian's chromium. Each check is a sentence about what the user gets.
 *
 *   node tests/e2e/run.mjs              all of them
 *   node tests/e2e/run.mjs overview     those in checks/overview.mjs
 *   node tests/e2e/run.mjs 'skip link'  those whose sentence has these words
 *
 * Environment: TERTIL_PROGRAM, TERTIL_PAGES, TERTIL_CHROMIUM (other paths), E2E_AT_ONCE (pages at a
 * time). A failed check leaves a picture of its last page in build/e2e.
 */
import { mkdirSync, readdirSync } from 'node:fs';
import { browserIsThere, launchBrowser } from './browser.mjs';
import { errors, root } from './packages.mjs';
import { startServer } from './server.mjs';
import { Visitor } from './visitor.mjs';
import { closeWorkplace } from './workplace.mjs';

const LIMIT_MS = 120_000;
const atOnce = Number(process.env.E2E_AT_ONCE ?? 3);
const wanted = process.argv[2] ?? '';
const pictures = `${root}build/e2e`;

let passed = 0;
const failures = [];
/** Checks that ran out of time beside others. */
const late = [];

async function allChecks() {
  const folder = new URL('./checks/', import.meta.url);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.mjs'))
    .sort();
  const found = [];
  for (const file of files) {
    const { default: checks } = await import(new URL(file, folder));
    const topic = file.replace('.mjs', '');
    for (const [sentence, run] of Object.entries(checks)) found.push({ topic, sentence, run });
  }
  const isTopic = found.some(({ topic }) => topic === wanted);
  return found.filter(({ topic, sentence }) =>
    isTopic ? topic === wanted : sentence.includes(wanted),
  );
}

function within(ms, work) {
  let timer;
  const end = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new errors.TimeoutError(`took more than ${ms} ms`)), ms);
  });
  return Promise.race([work, end]).finally(() => clearTimeout(timer));
}

/** `alone`: nothing else runs now, so that a check that comes too late has no excuse. */
async function perform(check, context, base, { alone = false } = {}) {
  const { topic, sentence, run } = check;
  const visitor = new Visitor(context, base);
  try {
    await within(LIMIT_MS, run(visitor));
    if (visitor.trouble.length > 0) throw new Error(visitor.trouble.join('\n'));
    passed += 1;
  } catch (error) {
    if (error instanceof errors.TimeoutError && !alone) {
      late.push(check);
      console.log(`LATE    ${topic}: ${sentence}; tried again alone\n        ${error.message.split('\n')[0]}`);
      return;
    }
    failures.push(`${topic}: ${sentence}`);
    console.log(
      `FAILED  ${topic}: ${sentence}\n${error.stack ?? error}`.replaceAll('\n', '\n        '),
    );
    await visitor.picture(`${pictures}/${topic}-${failures.length}.png`);
  } finally {
    await visitor.leave().catch(() => undefined);
  }
}

async function runAll() {
  const queue = await allChecks();
  mkdirSync(pictures, { recursive: true });
  const server = await startServer();
  const browser = await launchBrowser();
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift())
      await perform(next, browser.context, server.url);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  for (const check of late) await perform(check, browser.context, server.url, { alone: true });
  await browser.close();
  const codes = [await server.stop(), await closeWorkplace()];
  server.remove();
  const code = codes.find((one) => one !== 0) ?? 0;
  if (code === 0) passed += 1;
  else {
    failures.push('server: SIGTERM lets it finish its work and exit with 0');
    console.log(`FAILED  ${failures.at(-1)}: it ended with ${code}, having said\n${server.said()}`);
  }
}

function finish() {
  console.log(`${passed} passed, ${failures.length} failed`);
  process.exit(failures.length > 0 ? 1 : 0);
}

if (!browserIsThere()) {
  console.log('The browser tests need chromium: apt-get install chromium (tests/run.sh does it).');
  failures.push('chromium is missing');
} else {
  const began = Date.now();
  await runAll().catch((error) => {
    failures.push('the tests could not run');
    console.log(error.stack ?? error);
  });
  console.log(`browser tests: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}
finish();
