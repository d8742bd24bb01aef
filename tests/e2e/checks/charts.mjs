/** The pictures: strip plot, map, map of squares, development. */
import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { settled, wordsOf } from '../visitor.mjs';

/** The parts of a line: each is the number of points that are joined. */
const joined = (path) =>
  path
    .split('M')
    .filter(Boolean)
    .map((part) => part.split('L').length);

export default {
  'The strip plot has a mark for every region, in three shapes, and both boundaries': async (
    visitor,
  ) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023');
    const plot = page.getByRole('img', { name: /Alla regioner på en axel/ });
    assert.match(await plot.getAttribute('aria-label'), /Region Halland: 98,3\s%, plats 12 av 21/);
    assert.equal(await plot.locator('.shape-mark').count(), 21);
    assert.equal(await plot.locator('path.fill-green').count(), 7);
    assert.equal(await plot.locator('circle.fill-yellow').count(), 7);
    assert.equal(await plot.locator('path.fill-red').count(), 7);
    assert.equal(await plot.locator('.boundary-line').count(), 2);
  },

  'The map shows 21 counties by pattern, outlines the own one and names its maker': async (
    visitor,
  ) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023');
    await page.getByRole('link', { name: 'Karta', exact: true }).click();
    const map = page.locator('svg.map');
    await map.waitFor();
    assert.match(page.url(), /vy=karta/);
    const fills = await map
      .locator('.map-shape')
      .evaluateAll((all) => all.map((one) => one.getAttribute('fill')));
    assert.equal(fills.length, 21);
    assert.equal(new Set(fills).size, 3);
    assert.ok(
      fills.every((fill) => fill.startsWith('url(#')),
      String(fills),
    );
    assert.match(await map.locator('.own title').textContent(), /Halland.*98,3.*12 av 21/s);
    assert.match(await wordsOf(page.locator('figure').first()), /MapSVG.*CC BY 4\.0/);
    assert.equal(await page.locator('table.ranking tbody tr:not(.group)').count(), 21);
  },

  'A region pointed at on the map is lit in the table too': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023&vy=rutkarta');
    await page
      .locator('svg.tiles g', { has: page.locator('title', { hasText: 'Jönköping' }) })
      .first()
      .hover();
    await eventually(async () =>
      assert.match(await wordsOf(page.locator('table.ranking tr.lit')), /Jönköping/),
    );
  },

  'The map of squares has 21 squares with name and rank': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023');
    await page.getByRole('link', { name: 'Rutkarta' }).click();
    const tiles = page.locator('svg.tiles');
    await tiles.waitFor();
    assert.equal(await tiles.locator('.map-shape').count(), 21);
    const ranks = await tiles.locator('.tile-rank').allTextContents();
    assert.equal(ranks.filter((rank) => /^\d+$/.test(rank)).length, 21);
  },

  'The line of energy is broken where years are missing: none from 2017 to 2022': async (
    visitor,
  ) => {
    const page = await visitor.open('/nyckeltal/energi');
    const path = await page.locator('.own-line').getAttribute('d');
    assert.deepEqual(joined(path), [1, 3], path);
    assert.equal(await page.locator('.own-dot').count(), 4);
    await page.getByText('Visa datatabell').first().click();
    const words = await wordsOf(page.locator('figure table').first());
    assert.match(words, /2017 199.*2018 Uppgift saknas.*2021 Uppgift saknas.*2022 188/);
  },

  'A whole series is one unbroken line, with target, straight path and median': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart/utveckling?pin=14');
    assert.deepEqual(joined(await page.locator('.own-line').getAttribute('d')).length, 1);
    for (const mark of ['.target-line', '.path-line', '.median-line', '.band-area', '.pin-line']) {
      assert.equal(await page.locator(mark).count(), 1, mark);
    }
    const labels = await page.locator('figure svg[role="img"] text').allTextContents();
    for (const label of ['Halland', 'Västra Götaland', 'Median', 'Mål 100,0'])
      assert.ok(labels.includes(label), label);
  },

  'The arrow keys move the year in focus, and its values are read out': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart/utveckling');
    const slider = page.getByRole('slider');
    assert.match(await slider.getAttribute('aria-valuetext'), /^2024: Halland 98,6/);
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    await eventually(async () =>
      assert.match(
        await slider.getAttribute('aria-valuetext'),
        /^2023: Halland 98,4\s%, Median 99,0/,
      ),
    );
    assert.match(await wordsOf(page.locator('.readout')), /Halland 98,4 %/);
  },

  'The development can be shown as an index with the base year as 100': async (visitor) => {
    const page = await visitor.open('/nyckeltal/energi/utveckling');
    await page.getByRole('link', { name: /Index/ }).click();
    await settled(page);
    await page.getByText('Visa datatabell').click();
    await eventually(async () =>
      assert.match(await wordsOf(page.locator('figure table')), /2017 100 .*2024 94/),
    );
    assert.match(page.url(), /skala=index/);
  },

  'Every chart has title, unit, source and its numbers or the table beside it': async (visitor) => {
    const page = await visitor.open('/nyckeltal/fornybart?ar=2023');
    await eventually(async () => assert.equal(await page.locator('figure.chart').count(), 4));
    const charts = await page.locator('figure.chart').all();
    for (const chart of charts) {
      const words = await wordsOf(chart);
      assert.match(words, /Förnybara drivmedel i kollektivtrafik/);
      assert.match(words, /Egen bearbetning.*Visa datatabell/);
    }
    // Those of values have their unit; those of ranks have none.
    for (const chart of charts.slice(0, 2)) {
      const words = await wordsOf(chart);
      assert.match(words, /%.*högre är bättre/);
      assert.match(words, /Källa: .*Egen bearbetning/);
    }
  },
};
