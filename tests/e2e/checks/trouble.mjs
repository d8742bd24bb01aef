/** When something is wrong or slow. */
import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { startServer } from '../server.mjs';
import { settled, wordsOf } from '../visitor.mjs';

const NETWORK = /ERR_CONNECTION|Failed to load resource|Failed to fetch|dynamically imported/;

const problem = (status, more = {}) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({
    type: 'about:blank',
    title: 'Fel',
    status,
    detail: 'Registret svarar inte.',
    instance: '/fel/prov-17',
    ...more,
  }),
});

export default {
  'When the server stops, the open page says what happened and what is safe, and "Försök igen" works once it is back':
    async (visitor) => {
      visitor.expectTrouble(NETWORK);
      const first = await startServer();
      const page = await visitor.open('/nyckeltal/fornybart?ar=2023', { base: first.url });
      assert.equal(await first.stop(), 0, 'SIGTERM with a page open');
      await page.getByLabel('År', { exact: true }).selectOption('2019');
      const alert = page.getByRole('alert').first();
      await eventually(async () => {
        const words = await wordsOf(alert);
        assert.match(words, /Servern svarade inte/);
        assert.match(words, /Inga uppgifter har ändrats/);
        assert.match(words, /Försök igen/);
      });
      const second = await startServer({ data: first.data, port: Number(new URL(first.url).port) });
      try {
        await alert.getByRole('button', { name: 'Försök igen' }).click();
        await eventually(async () =>
          assert.match(await wordsOf(page.locator('table.ranking caption')), /2019/),
        );
      } finally {
        assert.equal(await second.stop(), 0);
        second.remove();
      }
    },

  'When a page cannot be fetched, the menu stays and the page offers to try again': async (
    visitor,
  ) => {
    visitor.expectTrouble(NETWORK);
    const server = await startServer();
    const page = await visitor.open('/', { base: server.url });
    await server.stop();
    server.remove();
    await page.getByRole('link', { name: 'Jämför' }).click();
    await eventually(async () =>
      assert.match(
        await wordsOf(page.getByRole('alert')),
        /Tyvärr har något blivit fel.*Försök igen/,
      ),
    );
    await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor();
  },

  'When nothing at all can be read, the first page says so instead of staying empty': async (
    visitor,
  ) => {
    visitor.expectTrouble(NETWORK);
    const page = await visitor.window();
    await page.route('**/api/v1/**', (route) => route.abort());
    await page.goto(`${visitor.base}/`);
    await eventually(async () =>
      assert.match(await wordsOf(page.getByRole('alert')), /Servern svarade inte.*Försök igen/),
    );
  },

  'An error of the server is told with its words and the reference to give to those who help':
    async (visitor) => {
      visitor.expectTrouble(/status of 500/);
      const page = await visitor.window();
      await page.route('**/api/v1/comparison*', (route) => route.fulfill(problem(500)));
      await page.goto(`${visitor.base}/`);
      await eventually(async () =>
        assert.match(
          await wordsOf(page.getByRole('alert')),
          /Tyvärr har något blivit fel Registret svarar inte\..*Referens: \/fel\/prov-17 Försök igen/,
        ),
      );
      await page.unroute('**/api/v1/comparison*');
      await page.getByRole('button', { name: 'Försök igen' }).click();
      await page.locator('table.comparison').waitFor();
    },

  'A service closed for maintenance says so': async (visitor) => {
    visitor.expectTrouble(/status of 503/);
    const page = await visitor.window();
    await page.route('**/api/v1/comparison*', (route) => route.fulfill(problem(503)));
    await page.goto(`${visitor.base}/`);
    await eventually(async () =>
      assert.match(await wordsOf(page.getByRole('alert')), /Tjänsten är stängd för underhåll/),
    );
  },

  'A slow answer shows a place holder and says "Laddar …" to screen readers, and nothing jumps when it comes':
    async (visitor) => {
      const page = await visitor.window();
      let release;
      const held = new Promise((resolve) => {
        release = resolve;
      });
      await page.route('**/api/v1/comparison*', async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(`${visitor.base}/`);
      const waiting = page.locator('[aria-busy="true"]');
      await eventually(async () =>
        assert.equal(await waiting.getByRole('status').innerText(), 'Laddar …'),
      );
      assert.ok((await waiting.boundingBox()).height > 300);
      await page.getByRole('heading', { level: 1, name: 'Översikt: Region Halland' }).waitFor();
      release();
      await settled(page);
      await page.locator('table.comparison').waitFor();
      assert.ok((await page.evaluate(() => window.shifts)) <= 0.02, 'it jumped');
    },

  'Before 150 milliseconds have passed no place holder is seen': async (visitor) => {
    const page = await visitor.window();
    await page.addInitScript(() => {
      const after = window.setTimeout.bind(window);
      window.setTimeout = (work, ms, ...more) => (ms === 150 ? 0 : after(work, ms, ...more));
      window.seen = 0;
      new MutationObserver(() => {
        window.seen += document.querySelectorAll('.pending.is-visible').length;
      }).observe(document, { subtree: true, childList: true, attributes: true });
    });
    await page.goto(`${visitor.base}/nyckeltal/fornybart?ar=2023`);
    await page.locator('table.ranking').waitFor();
    assert.equal(await page.evaluate(() => window.seen), 0);
  },

  'A region that does not exist is told in words, and the page stays usable': async (visitor) => {
    visitor.expectTrouble(/status of 4\d\d/);
    const page = await visitor.open('/?region=99');
    await eventually(async () =>
      assert.match(
        await wordsOf(page.getByRole('alert')),
        /finns inte|kunde inte hittas|[Rr]egion/,
      ),
    );
    await page.getByRole('link', { name: 'Nyckeltal', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Nyckeltal' }).waitFor();
  },
};
