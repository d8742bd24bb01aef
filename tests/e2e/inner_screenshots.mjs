/**
 * Pictures of the pages where data are handed in and looked after, with the example data, at 1280
 * and 360 pixels:  node tests/e2e/inner_screenshots.mjs FOLDER [WORDS]
 *
 * WORDS picks those whose name holds them. The pictures are as high as the pages.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileNobodyKnows } from './foreign_files.mjs';
import { Visitor, settled } from './visitor.mjs';
import { as, ask, closeWorkplace, workplace } from './workplace.mjs';

const SIZES = [
  { width: 1280, height: 900 },
  { width: 360, height: 740 },
];
const [folder, words = ''] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node tests/e2e/inner_screenshots.mjs FOLDER [WORDS]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const take = (page, name) =>
  page.screenshot({
    path: join(folder, `${name}-${page.viewportSize().width}.png`),
    fullPage: true,
  });

const still = (address) => async (visitor, size, name) => {
  const page = await visitor.open(address, size);
  await page.waitForLoadState('networkidle');
  await take(page, name);
};

const firstRun = async (visitor, size) => {
  const page = await visitor.open('/import', size);
  const { data } = await ask(page, 'GET', '/imports?limit=1000');
  return { page, runs: data.items };
};
const ofRun = (choose, path) => async (visitor, size, name) => {
  const { page, runs } = await firstRun(visitor, size);
  const run = runs.find(choose) ?? runs[0];
  await page.goto(`${visitor.base}/import/korningar/${run.id}${path}`);
  await settled(page);
  await page.waitForLoadState('networkidle');
  await take(page, name);
};

async function wizard(visitor, size, name) {
  const page = await visitor.open('/import/ny', size);
  const next = () => page.getByRole('button', { name: 'Nästa' }).click();
  await take(page, `${name}-1`);
  await next();
  await take(page, `${name}-1-fel`);
  await page.getByLabel('Vilken källa hör filen till?').selectOption('+');
  await page.getByLabel('Systemets namn').fill('Energisystemet Kärnan');
  await page.getByLabel('Vad innehåller filen?').selectOption('energyReading');
  await page.locator('input[type=file]').setInputFiles(fileNobodyKnows());
  await take(page, `${name}-1-ifylld`);
  await next();
  await page.getByRole('heading', { level: 1, name: 'Kolumner' }).waitFor();
  await take(page, `${name}-2`);
  await next();
  await page.waitForTimeout(300);
  await take(page, `${name}-2-fel`);
  const choose = async (label, value) => {
    const field = page.getByLabel(label, { exact: true });
    if ((await field.count()) > 0) await field.selectOption(value);
  };
  await choose('Blir: Mätp.nr', 'meter');
  await choose('Blir: Medieslag', 'carrier');
  await page.waitForTimeout(300);
  await take(page, `${name}-2-vald`);
  await next();
  await page.getByRole('heading', { level: 1, name: 'Kontrollera' }).waitFor();
  await take(page, `${name}-3`);
  await next();
  await page.getByRole('heading', { level: 1, name: 'Bekräfta' }).waitFor();
  await take(page, `${name}-4`);
}

const PICTURES = {
  'logga-in': [null, still('/logga-in')],
  'import-utloggad': [null, still('/import')],
  konto: ['coordinator', still('/konto')],
  import: ['coordinator', still('/import')],
  'import-engelska': ['coordinator', still('/import?lang=en')],
  korning: ['coordinator', ofRun((run) => run.findings.length > 0 && run.stored > 0, '')],
  'korning-ren': ['coordinator', ofRun((run) => run.findings.length === 0, '')],
  rader: ['coordinator', ofRun((run) => run.quarantined > 0, '/rader')],
  hallna: ['coordinator', ofRun((run) => run.state === 'held' || run.held > 0, '/hallna')],
  'kor-om': ['coordinator', ofRun((run) => run.state === 'stored', '/kor-om')],
  angra: ['coordinator', ofRun((run) => run.state === 'stored', '/angra')],
  granskning: ['coordinator', still('/import/granskning')],
  guide: ['coordinator', wizard],
  kallor: ['admin', still('/admin/kallor')],
  kalla: ['admin', still('/admin/kallor/property-energy')],
  'ny-kalla': ['admin', still('/admin/kallor/ny')],
  borra: ['coordinator', still('/nyckeltal/energi/2025')],
  'borra-mer': [
    'coordinator',
    async (visitor, size, name) => {
      const page = await visitor.open('/nyckeltal/energi/2025', size);
      for (let level = 1; level <= 3; level += 1) {
        const link = page.locator('.drill-table tbody th a').first();
        const words_ = await link.innerText();
        await link.click();
        await page.getByRole('heading', { level: 1, name: words_.trim() }).waitFor();
        await settled(page);
        await page.waitForLoadState('networkidle');
        await take(page, `${name}-${level}`);
      }
    },
  ],
  'borra-avfall': ['coordinator', still('/nyckeltal/avfall/2025')],
  'borra-hvo': ['coordinator', still('/nyckeltal/hvo-ambulanser/2025')],
};

await workplace();
for (const [name, [role, draw]] of Object.entries(PICTURES)) {
  if (!name.includes(words)) continue;
  for (const size of SIZES) {
    const seen = as(role, (visitor) => draw(visitor, size, name));
    await seen().then(
      () => console.log(`${name} ${size.width}`),
      (error) => console.log(`${name} ${size.width}: ${String(error.stack).slice(0, 600)}`),
    );
  }
}
await closeWorkplace();
process.exit(0);
