/** Signing in by the region's own OpenID provider, end to end in the browser. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { launchBrowser } from '../browser.mjs';
import { eventually } from '../eventually.mjs';
import { startSiteWithProvider } from '../provider.mjs';
import { PROGRAM } from '../server.mjs';
import { violationsOn } from '../survey.mjs';
import { settled, wordsOf } from '../visitor.mjs';

const sessionOf = (page) =>
  page.evaluate(async () => (await fetch('/api/v1/session', { cache: 'no-store' })).json());

/** At the provider: says who one is, and yes. */
async function answerProvider(page, who) {
  await page.locator('input[name="login"]').fill(who);
  await page.locator('input[name="password"]').fill('vad som helst');
  await page.locator('button[type="submit"]').click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function signInAs(context, url, who, till = '/import/granskning') {
  const page = await context.newPage();
  await page.goto(`${url}/logga-in?till=${encodeURIComponent(till)}`);
  await settled(page);
  await page.getByRole('link', { name: 'Logga in med Region Exempel' }).click();
  await answerProvider(page, who);
  await page.waitForURL(`${url}/**`);
  await settled(page);
  return page;
}

async function withSite(check) {
  const site = await startSiteWithProvider();
  const browsers = [];
  const browser = async () => {
    browsers.push(await launchBrowser());
    return browsers.at(-1).context;
  };
  try {
    await check(site, browser);
  } finally {
    for (const each of browsers) await each.close();
    assert.equal(await site.stop(), 0);
  }
}

export default {
  'Whoever signs in at the region’s provider comes back to the page they wanted, with the role of their group; others are told why not':
    () =>
      withSite(async ({ url, issuer, data }, browser) => {
        const mine = await browser();
        const page = await signInAs(mine, url, 'eva.exempel');
        assert.equal(page.url(), `${url}/import/granskning`);
        const { user, signIn } = await sessionOf(page);
        assert.equal(user.name, 'oidc:eva.exempel');
        assert.equal(user.displayName, 'Eva Exempel');
        assert.equal(user.role, 'coordinator');
        assert.deepEqual(signIn.oidc, { name: 'Region Exempel' });

        const cookies = await mine.cookies(url);
        assert.deepEqual(
          cookies.map(({ name, httpOnly, secure, sameSite }) => [name, httpOnly, secure, sameSite]),
          [['__Host-tertil-session', true, true, 'Lax']],
        );

        await page.getByRole('button', { name: 'Logga ut' }).click();
        await eventually(async () => assert.equal((await sessionOf(page)).user, null));

        const colleague = await signInAs(await browser(), url, 'vilma.exempel', '/data');
        assert.equal((await sessionOf(colleague)).user.role, 'viewer');
        assert.equal(colleague.url(), `${url}/data`);

        const stranger = await signInAs(await browser(), url, 'bo.utomstaende');
        assert.match(stranger.url(), /\/logga-in\?fel=no-group&till=/);
        assert.match(await wordsOf(stranger.getByRole('alert')), /ingen behörighet här/);
        assert.equal((await sessionOf(stranger)).user, null);
        assert.deepEqual(await violationsOn(stranger), []);

        // An answer kept from before, and one for a sign-in that began elsewhere.
        const answer = new URLSearchParams({ code: 'x', state: 'A'.repeat(43), iss: issuer });
        await stranger.goto(`${url}/api/v1/session/oidc/callback?${answer}`);
        await settled(stranger);
        assert.match(await wordsOf(stranger.getByRole('alert')), /Försök igen/);

        const log = execFileSync(PROGRAM, ['audit', 'export', '--data', data], {
          encoding: 'utf8',
        });
        const told = log
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
          .filter(({ action }) => action.startsWith('session.'))
          .map(({ action, actor, note }) => `${action} ${actor} ${note}`.trim());
        assert.deepEqual(told, [
          'session.login oidc:eva.exempel oidc',
          'session.logout oidc:eva.exempel',
          'session.login oidc:vilma.exempel oidc',
          'session.login-failed  no-group',
          'session.login-failed  unknown-state',
        ]);
      }),
};
