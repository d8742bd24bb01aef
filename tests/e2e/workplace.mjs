/**
 * A site of its own with example data and people who can sign in, for the pages where data are
 * handed in: started when a check first needs it, and shared by all of them.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { launchBrowser } from './browser.mjs';
import { PROGRAM, startServer } from './server.mjs';
import { Visitor, settled } from './visitor.mjs';

export const PASSWORD = 'korrekt häst batteri häftklammer';
/** Names by role. */
export const PEOPLE = { coordinator: 'anna', admin: 'adam', contributor: 'ulla', viewer: 'vera' };

let site = null;
const browsers = new Map();

const withoutOurs = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TERTIL_')));

function quietly(...words) {
  execFileSync(PROGRAM, words, { env: withoutOurs(), stdio: ['ignore', 'ignore', 'pipe'] });
}

async function build() {
  const data = mkdtempSync(join(tmpdir(), 'tertil-demo-'));
  const secret = join(data, 'password');
  writeFileSync(secret, `${PASSWORD}\n`, { mode: 0o600 });
  quietly('demo', '--quiet', '--data', data);
  for (const [role, name] of Object.entries(PEOPLE))
    quietly('user', 'add', name, '--role', role, '--password-file', secret, '--data', data);
  return startServer({ data });
}

/** The site; there is one. */
export const workplace = () => (site ??= build());

async function signedIn(role) {
  const { url } = await workplace();
  const browser = await launchBrowser();
  const page = await browser.context.newPage();
  await page.goto(`${url}/logga-in`);
  await page.getByLabel('Användarnamn').fill(PEOPLE[role]);
  await page.getByLabel('Lösenord').fill(PASSWORD);
  await page.locator('main').getByRole('button', { name: 'Logga in' }).click();
  await page.waitForURL(/\/(import|att-gora)/);
  await settled(page);
  await page.close();
  return browser;
}

/** A browser in which a person of this role is signed in, or nobody (`null`). */
async function browserOf(role) {
  if (!browsers.has(role)) browsers.set(role, role === null ? launchBrowser() : signedIn(role));
  return browsers.get(role);
}

/** A check as it is seen by a person of this role. What its pages complain of fails it. */
export const as = (role, check) => async () => {
  const { context } = await browserOf(role);
  const { url } = await workplace();
  const visitor = new Visitor(context, url);
  try {
    await check(visitor);
    assert.deepEqual(visitor.trouble, []);
  } finally {
    await visitor.leave();
  }
};

/** Asks the API as the person whose page this is. */
export const ask = (page, method, path, body, type = 'application/json') =>
  page.evaluate(
    async ([how, where, what, kind]) => {
      const { csrfToken } = await (await fetch('/api/v1/session')).json();
      const response = await fetch(`/api/v1${where}`, {
        method: how,
        ...(what === null ? {} : { body: what }),
        headers: {
          Accept: 'application/json',
          ...(what === null ? {} : { 'Content-Type': kind }),
          ...(csrfToken && how !== 'GET' ? { 'X-CSRF-Token': csrfToken } : {}),
        },
      });
      return { status: response.status, data: await response.json().catch(() => null) };
    },
    [method, path, body ?? null, type],
  );

/** What the store holds, as its canonical export says it: facts, or the very text. */
export async function canonical(as = 'facts') {
  const { data } = await workplace();
  const text = execFileSync(
    PROGRAM,
    [
      'export',
      '--canonical',
      '--type',
      as === 'facts' ? 'energyReading' : 'fuelTransaction',
      '--data',
      data,
    ],
    { encoding: 'utf8', maxBuffer: 2 ** 30, env: withoutOurs() },
  );
  return as === 'text'
    ? text
    : text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
}

/** Ends what was started; gives what the server ended with. */
export async function closeWorkplace() {
  for (const browser of browsers.values()) await (await browser).close();
  if (!site) return 0;
  const server = await site.catch(() => null);
  if (!server) return 0;
  const code = await server.stop();
  server.remove();
  return code;
}
