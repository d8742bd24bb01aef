/** What the browser is told to guard against, and that the pages keep to it. */
import assert from 'node:assert/strict';
import { ADDRESSES, EVERYWHERE, NOWHERE, PLAIN, forEachPage } from '../addresses.mjs';
import { survey } from '../survey.mjs';
import { tidy } from '../visitor.mjs';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";
const MOST_SHIFT = 0.02;

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': '',
};

export default {
  ...forEachPage(
    EVERYWHERE,
    'asks nothing of other origins, breaks no rule of the policy and writes no error',
    async (visitor, address) => {
      const { trouble, failed } = await survey(visitor, address);
      assert.deepEqual(trouble, []);
      assert.deepEqual(failed, address === NOWHERE ? [`404 ${NOWHERE}`] : []);
    },
  ),

  ...forEachPage(
    Object.entries(ADDRESSES),
    'does not jump while it loads',
    async (visitor, address) => {
      const {
        shifts: [wide, narrow],
      } = await survey(visitor, address);
      assert.ok(wide <= MOST_SHIFT, `${wide.toFixed(4)} at 1280 px`);
      assert.ok(narrow <= MOST_SHIFT, `${narrow.toFixed(4)} at 360 px`);
    },
  ),

  'Every document, file, answer and error carries the guarding headers, and none tells the server’s version':
    async (visitor) => {
      const page = await (await fetch(`${visitor.base}/`)).text();
      const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(
        ([, path]) => path,
      );
      assert.ok(assets.length >= 3);
      for (const address of [
        '/',
        '/nyckeltal/energi',
        NOWHERE,
        ...Object.values(PLAIN),
        ...assets,
        '/api/v1/comparison?region=13',
        '/api/v1/openapi.json',
        '/api/v1/comparison?region=13&format=csv',
        '/api/v1/finns-inte',
        '/healthz',
      ]) {
        const { headers } = await fetch(visitor.base + address, {
          headers: { Accept: 'text/html,*/*' },
        });
        for (const [name, value] of Object.entries(HEADERS))
          assert.equal(tidy(headers.get(name) ?? 'missing'), value, `${name} of ${address}`);
        assert.equal(headers.get('server'), null, address);
      }
    },

  'The pages have no script, style or handler written into them': async (visitor) => {
    const page = await (await fetch(`${visitor.base}/`)).text();
    assert.doesNotMatch(page, /<style|style="|\son\w+="|<script(?![^>]*\ssrc=)/);
  },

  'Files with a hash in their name are kept by the browser, the page itself is asked for anew':
    async (visitor) => {
      const front = await fetch(`${visitor.base}/`);
      assert.equal(front.headers.get('cache-control'), 'no-cache');
      const [, asset] = /src="(\/assets\/[^"]+)"/.exec(await front.text());
      assert.match(
        (await fetch(visitor.base + asset)).headers.get('cache-control'),
        /max-age=31536000.*immutable/,
      );
      const again = await fetch(`${visitor.base}/`, {
        headers: { 'If-None-Match': front.headers.get('etag') },
      });
      assert.equal(again.status, 304);
    },

  'Nothing is stored in the browser: no cookies, no local storage': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023');
    const stored = await page.evaluate(() => [
      document.cookie,
      localStorage.length,
      sessionStorage.length,
    ]);
    assert.deepEqual(stored, ['', 0, 0]);
  },
};
