/** Narrow screens, paper, and the settings people make for their eyes. */
import assert from 'node:assert/strict';
import { ADDRESSES, NOWHERE, forEachPage } from '../addresses.mjs';
import { PRINTED } from '../expected/halland.mjs';
import { eventually } from '../eventually.mjs';
import { survey } from '../survey.mjs';
import { settled, wordsOf } from '../visitor.mjs';

/** The plain pages are left out: they are tables without a style sheet, which may be wide. */
const STYLED = Object.entries({ ...ADDRESSES, 'the page for what is not there': NOWHERE });

export default {
  ...forEachPage(STYLED, 'does not scroll sideways at 320 pixels', async (visitor, address) => {
    const {
      overflow: { over, by },
    } = await survey(visitor, address);
    assert.ok(over <= 0, `${over} px too wide: ${by}`);
  }),

  'On a phone all years of the overview are in view, each under its label, in a table that is still one':
    async (visitor) => {
      const page = await visitor.open('/', { width: 360, height: 740 });
      const cells = page.locator('table.comparison tbody tr').first().getByRole('cell');
      assert.equal(await cells.count(), 6);
      for (const cell of await cells.all()) {
        const { x, width } = await cell.boundingBox();
        assert.ok(x >= 0 && x + width <= 360, `${x} + ${width}: ${await wordsOf(cell)}`);
      }
      const labels = await cells.evaluateAll((all) =>
        all.map((one) => getComputedStyle(one, '::before').content.split('"')[1]),
      );
      assert.deepEqual(labels, ['2017', '2022', '2023', '2024', 'Mål 2026', 'Status mot mål']);
      const heads = await page.getByRole('columnheader').allTextContents();
      assert.deepEqual(heads.slice(1), labels);
    },

  'On a phone the menu is one line, and no button stands alone under a name': async (visitor) => {
    for (const address of ['/', '/?lang=en']) {
      const page = await visitor.open(address, { width: 360, height: 740 });
      const tops = await page
        .locator('.menu a')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
      assert.equal(new Set(tops).size, 1, `${address}: ${tops}`);
      const alone = await page.locator('.name-line').evaluateAll(
        (all) =>
          all.filter((one) => {
            const words = [...one.querySelector('a').getClientRects()].at(-1);
            return one.querySelector('button').getBoundingClientRect().top >= words.bottom;
          }).length,
      );
      assert.equal(alone, 0, address);
      await page.close();
    }
  },

  'On a phone no button covers the name of a region, in any view': async (visitor) => {
    for (const view of ['strip', 'karta', 'rutkarta', 'tabell']) {
      const page = await visitor.open(`/nyckeltal/fornybart?ar=2023&vy=${view}`, {
        width: 360,
        height: 740,
      });
      const covered = await page.locator('.region-cell').evaluateAll(
        (cells) =>
          cells.filter((cell) => {
            const words = document.createRange();
            words.selectNodeContents(
              [...cell.childNodes].find((one) => one.nodeType === Node.TEXT_NODE),
            );
            const name = words.getBoundingClientRect();
            const pin = cell.querySelector('.pin')?.getBoundingClientRect();
            return (
              pin &&
              pin.right > name.left &&
              pin.left < name.right &&
              pin.bottom > name.top &&
              pin.top < name.bottom
            );
          }).length,
      );
      assert.equal(covered, 0, `vy=${view}`);
      await page.close();
    }
  },

  'On paper the overview is its table, without menus and controls, in a tagged PDF with its language':
    async (visitor) => {
      const page = await visitor.open('/');
      await page.emulateMedia({ media: 'print' });
      for (const hidden of [
        '.menu',
        '.search',
        '.language',
        '.controls',
        '.share',
        '.skip',
        '.site-footer nav',
      ]) {
        assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
      }
      const words = await wordsOf(page.locator('main'));
      for (const { name, values } of PRINTED)
        assert.ok(words.includes(name) && words.includes(values[3]), name);
      assert.match(words, /Färgen visar bara rangordning/);
      const pdf = await page.pdf({ format: 'A4', tagged: true });
      assert.equal(pdf.subarray(0, 5).toString('latin1'), '%PDF-');
      for (const mark of ['/StructTreeRoot', '/Lang (sv']) assert.ok(pdf.includes(mark), mark);
      const clipped = await page
        .locator('.table-scroll')
        .first()
        .evaluate((one) => getComputedStyle(one).overflowX);
      assert.equal(clipped, 'visible');
    },

  'On paper a key figure keeps its charts and its whole table': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('table.ranking tbody tr:not(.group):visible').count(), 21);
    const drawn = page.locator('figure.chart svg[role="img"]:visible');
    await eventually(async () => assert.equal(await drawn.count(), 4));
    assert.equal(await page.locator('.focus-control, .what-if').first().isVisible(), false);
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await eventually(async () => {
      const widths = await page
        .locator('figure.chart svg[role="img"]')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
      assert.ok(widths.every((width) => width <= 688), `wider than the paper: ${widths}`);
    });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    assert.ok((await page.pdf({ format: 'A4', tagged: true })).includes('/StructTreeRoot'));
  },

  'With forced colours the classes are still told by symbol, word and border': async (visitor) => {
    const page = await visitor.window();
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto(`${visitor.base}/nyckeltal/fornybart?ar=2023`);
    await page.locator('table.ranking').waitFor();
    const groups = await wordsOf(page.locator('table.ranking'));
    assert.match(groups, /▲ Bästa tredjedelen.*● Mellersta tredjedelen.*▼ Sista tredjedelen/);
    const badge = await page
      .locator('table.ranking .badge')
      .first()
      .evaluate((one) => {
        const { borderTopStyle, borderTopWidth, color, backgroundColor } = getComputedStyle(one);
        return {
          borderTopStyle,
          width: parseFloat(borderTopWidth),
          differs: color !== backgroundColor,
        };
      });
    assert.ok(badge.borderTopStyle !== 'none' && badge.width >= 1, JSON.stringify(badge));
    assert.ok(badge.differs);
    const marks = await page
      .locator('figure .shape-mark')
      .evaluateAll(
        (all) =>
          new Set(all.map((one) => `${one.tagName} ${getComputedStyle(one).stroke !== 'none'}`))
            .size,
      );
    assert.ok(marks >= 2);
  },

  'Printed in grey the classes still differ: by shape in the plot, by pattern on the map': async (
    visitor,
  ) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023&vy=karta');
    const fills = await page
      .locator('svg.map .map-shape')
      .evaluateAll((all) => all.map((one) => one.getAttribute('fill')));
    const drawn = await page
      .locator('svg.map pattern')
      .evaluateAll((all) =>
        Object.fromEntries(
          all.map((one) => [
            `url(#${one.id})`,
            [...one.children].map((part) => part.tagName).join(' '),
          ]),
        ),
      );
    const kinds = new Set(fills.map((fill) => drawn[fill]));
    assert.equal(kinds.size, 3, JSON.stringify(drawn));
  },

  'With reduced motion nothing moves': async (visitor) => {
    const page = await visitor.window();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`${visitor.base}/nyckeltal/fornybart?ar=2023`);
    await page.locator('table.ranking').waitFor();
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter((one) => {
          const { transitionDuration, animationDuration } = getComputedStyle(one);
          return [transitionDuration, animationDuration].some((text) =>
            text.split(',').some((part) => parseFloat(part) > 0.01),
          );
        }).length,
    );
    assert.equal(moving, 0);
    assert.equal(
      await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior),
      'auto',
    );
  },

  'Text twice as large still fits the width of the window': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023');
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '32px';
    });
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(over <= 0, `${over} px too wide`);
  },
};
