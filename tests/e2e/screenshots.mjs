/**
 * Pictures of the main pages at 1280 and 360 pixels, for the README and for a look with one's own
 * eyes:  node tests/e2e/screenshots.mjs FOLDER [--whole]
 *
 * With --whole the picture is as high as the page, else as high as the window.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from './browser.mjs';
import { startServer } from './server.mjs';
import { Visitor } from './visitor.mjs';

const PAGES = {
  oversikt: '/',
  rangordning: '/nyckeltal/fornybart?ar=2023',
  karta: '/nyckeltal/fornybart?ar=2017&vy=karta',
  rutkarta: '/nyckeltal/antibiotika?ar=2022&vy=rutkarta',
  energi: '/nyckeltal/energi',
  'utan-varden': '/nyckeltal/elbilar',
  utveckling: '/nyckeltal/fornybart/utveckling?pin=14,12',
  'vad-kravs': '/nyckeltal/fornybart/vad-kravs?varde=99.5',
  atgarder: '/atgarder',
  nyckeltal: '/nyckeltal',
  jamfor: '/jamfor?region=13,07,10',
  linjer: '/jamfor?region=13,07,10&nyckeltal=fornybart&vy=linjer',
  rangskifte: '/jamfor?region=13,07,10,12&nyckeltal=fornybart&vy=rangskifte',
  data: '/data',
  tillganglighet: '/tillganglighet',
  metod: '/metod',
  saknas: '/finns-inte',
  english: '/nyckeltal/fornybart?ar=2017&lang=en',
  enkel: '/enkel/',
};
const SIZES = [
  { width: 1280, height: 900 },
  { width: 360, height: 740 },
];

const [folder, ...options] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node tests/e2e/screenshots.mjs FOLDER [--whole]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const server = await startServer();
const browser = await launchBrowser();
const visitor = new Visitor(browser.context, server.url);
for (const [name, address] of Object.entries(PAGES)) {
  for (const size of SIZES) {
    const page = await visitor.open(address, size);
    await page.waitForLoadState('networkidle');
    const path = join(folder, `${name}-${size.width}.png`);
    await page.screenshot({ path, fullPage: options.includes('--whole') });
    console.log(path);
    await visitor.leave();
  }
}
await browser.close();
await server.stop();
server.remove();
