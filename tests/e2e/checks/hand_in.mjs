/** A file from a system nobody has seen, and one that must never come in. */
import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { fileNobodyKnows, fileWithDrivers } from '../foreign_files.mjs';
import { violationsOn } from '../survey.mjs';
import { settled, wordsOf } from '../visitor.mjs';
import { as, ask, canonical } from '../workplace.mjs';

const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();
const next = (page) => page.getByRole('button', { name: 'Nästa' }).click();
const importsOf = async (page, name) =>
  (await ask(page, 'GET', '/imports?limit=1000')).data.items.filter((one) => one.fileName === name);

async function toColumns(visitor, { name, target, upload }) {
  const page = await visitor.open('/import/ny');
  await page.getByLabel('Vilken källa hör filen till?').selectOption('+');
  await page.getByLabel('Systemets namn').fill(name);
  await page.getByLabel('Vad innehåller filen?').selectOption(target);
  await page.locator('input[type=file]').setInputFiles(upload);
  await next(page);
  await heading(page, 'Kolumner');
  return page;
}

async function accessible(page, where) {
  assert.deepEqual(await violationsOn(page), [], where);
}

/** Moves the focus with Tab until it is on what has this label. */
async function tabTo(page, label) {
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const one = document.activeElement;
      const own = one?.labels?.[0]?.textContent ?? '';
      return [one?.getAttribute('aria-label'), own, one?.textContent].map((words) => words?.trim());
    });
    if (here.includes(label)) return;
  }
  assert.fail(`Tab does not come to ${label}`);
}

export default {
  'A year in windows-1252 with a preamble, a column a month and a row of totals is stored without code':
    as('coordinator', async (visitor) => {
      const upload = fileNobodyKnows();
      const page = await toColumns(visitor, {
        name: 'Energisystemet Kärnan',
        target: 'energyReading',
        upload,
      });
      assert.match(await wordsOf(page.locator('main')), /CSV, windows-1252, 4 rader/);
      assert.match(await wordsOf(page.locator('main')), /jan-24 … dec-24 12 kolumner/);
      await accessible(page, 'step 2');
      await next(page);
      await page.getByText('Mätare: välj kolumn eller värde.').waitFor();
      await page.getByLabel('Blir: Mätp.nr').selectOption('meter');
      await page.getByLabel('Blir: Medieslag').selectOption('carrier');
      const cooling = page.getByLabel('Energislag: Fjärrkyla');
      assert.equal(await cooling.inputValue(), 'districtCooling');
      await next(page);
      await heading(page, 'Kontrollera');
      assert.match(await wordsOf(page.locator('.counts')), /lästa 48 lagrade 48 dubbletter 0/);
      assert.match(await wordsOf(page.locator('main')), /Summa: Mängd 3 379 500 kWh/);
      assert.match(await wordsOf(page.locator('main')), /Kolumner som inte sparas: Hus, Summa/);
      await accessible(page, 'step 3');
      assert.deepEqual(await importsOf(page, upload.name), [], 'nothing before the last step');
      await next(page);
      await heading(page, 'Bekräfta');
      await accessible(page, 'step 4');
      await page.getByRole('button', { name: 'Läs in filen' }).click();
      await page.waitForURL(/\/import\/korningar\//);
      await page.getByText(/48 lästa = 48 lagrade/).waitFor();
      const [run] = await importsOf(page, upload.name);
      assert.deepEqual(
        [run.source, run.encoding, run.stored],
        ['energisystemet-karnan', 'windows-1252', 48],
      );
      const december = (await canonical()).find(
        (one) => one.meter === 'VB-1002' && one.start === '2024-11-30T23:00:00Z',
      );
      assert.deepEqual([december?.end, december?.quantity], ['2024-12-31T23:00:00Z', 118500]);
    }),

  'A file with drivers and their personal numbers leaves nothing behind, however it is handed in':
    as('coordinator', async (visitor) => {
      visitor.expectTrouble(/status of 422/);
      const upload = fileWithDrivers();
      const before = await canonical('text');
      const page = await toColumns(visitor, {
        name: 'Körjournalen',
        target: 'fuelTransaction',
        upload,
      });
      await page.getByLabel('Blir: Tankdag').selectOption('date');
      await page.getByLabel('Blir: Grupp').selectOption('vehicleGroup');
      await page.getByLabel('Blir: Vara').selectOption('fuel');
      await page.getByLabel('Blir: Antal liter').selectOption('quantity');
      await page.getByLabel('Enhet: Antal liter').selectOption('l');
      for (const column of ['Förare', 'Personnr'])
        assert.equal(await page.getByLabel(`Blir: ${column}`).count(), 0, column);
      assert.doesNotMatch(await wordsOf(page.locator('main')), /Berg|9874/, 'cells are masked');
      await page.getByRole('button', { name: 'Redigera som text (TOML)' }).click();
      const area = page.getByLabel('Mappning i TOML');
      await area.fill(
        (await area.inputValue())
          .replace(/^drop_columns.*$/m, '')
          .concat('\n[[field]]\nto = "vehicle"\nfrom = "Personnr"\n'),
      );
      await next(page);
      await eventually(async () =>
        assert.match(
          await wordsOf(page.getByRole('alert').first()),
          /Filen avvisas.*Inget av filen har sparats/,
        ),
      );
      assert.equal(await page.getByRole('button', { name: 'Nästa' }).count(), 0);
      const straight = await ask(
        page,
        'POST',
        '/imports?source=fuel-cards',
        upload.buffer.toString('latin1'),
        'text/csv',
      );
      assert.equal(straight.status, 422, JSON.stringify(straight.data));
      assert.equal(straight.data.receipt?.stored ?? 0, 0);
      assert.doesNotMatch(JSON.stringify(straight.data), /19811228|9874|Anna|Berg/);
      assert.equal(await canonical('text'), before, 'the store says what it said');
      assert.doesNotMatch(before, /19811228|Anna Berg/);
    }),

  'The whole way from file to receipt can be gone with the keyboard alone': as(
    'coordinator',
    async (visitor) => {
      const page = await visitor.open('/import/ny');
      await tabTo(page, 'Vilken källa hör filen till?');
      await page.keyboard.type('Avf');
      await page.getByText('Källans mappning används.').waitFor();
      await page.locator('input[type=file]').setInputFiles({
        name: 'tangentbord.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(
          'date,site,ewcCode,quantity,unit,treatment\n2022-03-04,Tangentbordet,200301,7,kg,landfill\n',
        ),
      });
      for (const step of ['Kolumner', 'Kontrollera', 'Bekräfta']) {
        await tabTo(page, 'Nästa');
        await page.keyboard.press('Enter');
        await heading(page, step);
        await eventually(async () =>
          assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1', step),
        );
      }
      await tabTo(page, 'Läs in filen');
      await page.keyboard.press('Enter');
      await page.getByText(/1 lästa = 1 lagrade/).waitFor();
    },
  ),

  'A kept file runs again under a changed mapping, and the earlier import gives way': as(
    'admin',
    async (visitor) => {
      const page = await visitor.open('/import');
      const source = `resor-prov-${Date.now()}`; // the check may be tried again
      const text = await page.evaluate(async () => {
        const detail = await (await fetch('/api/v1/sources/travel')).json();
        return detail.toml;
      });
      const made = await ask(
        page,
        'PUT',
        `/sources/${source}`,
        text.replace(/^id = .*$/m, `id = "${source}"`),
        'application/toml',
      );
      assert.ok([200, 201].includes(made.status), JSON.stringify(made));
      await as('coordinator', async (coordinator) => {
        const hers = await coordinator.open('/import');
        const sent = await ask(
          hers,
          'POST',
          `/imports?source=${source}`,
          'period,mode,distanceKm\n2021-05,train,120\n',
          'text/csv',
        );
        assert.equal(sent.status, 201, JSON.stringify(sent.data));
        const run = `/import/korningar/${sent.data.id}`;
        const same = await coordinator.open(`${run}/kor-om`);
        await same.getByText('Mappningen är densamma som när filen lästes in').waitFor();
        await saveAgain(page, source);
        const again = await coordinator.open(run);
        await again.getByRole('link', { name: 'Kör om med ny mappning' }).click();
        await again.getByText('1 då, 2 nu').waitFor();
        await again.getByRole('button', { name: 'Kör om' }).click();
        await eventually(async () => assert.ok(!again.url().includes('kor-om')));
        await again.getByText(/1 lästa = 1 lagrade/).waitFor();
        await settled(again);
        const { data } = await ask(hers, 'GET', `/imports/${sent.data.id}`);
        assert.deepEqual(
          [data.state, data.retractReason],
          ['retracted', 'Körs om med mappningens version 2'],
        );
      })();
    },
  ),

  'A value that has been checked is verified from its own page, with a reason, once': as(
    'coordinator',
    async (visitor) => {
      visitor.expectTrouble(/status of 409/);
      const page = await visitor.open('/nyckeltal/energi/2024');
      await page.getByRole('button', { name: 'Verifiera värdet …' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Verifiera värdet' }).click();
      await dialog.getByText('Skriv ett skäl.').waitFor();
      await dialog.getByLabel('Skäl').fill('Stämt av mot fakturorna');
      await accessible(page, 'the dialog');
      await dialog.getByRole('button', { name: 'Verifiera värdet' }).click();
      await page.getByText(/^Verifierat av anna /).waitFor();
      const again = JSON.stringify({ area: '13', period: '2024', reason: 'igen' });
      const twice = await ask(page, 'POST', '/key-figures/energy-use-premises/verify', again);
      assert.equal(twice.status, 409, JSON.stringify(twice.data));
    },
  ),
};

/** The mapping once more with a remark: the next version. */
async function saveAgain(page, source) {
  const status = await page.evaluate(async (id) => {
    const { csrfToken } = await (await fetch('/api/v1/session')).json();
    const known = await fetch(`/api/v1/sources/${id}`);
    const { toml } = await known.json();
    const saved = await fetch(`/api/v1/sources/${id}`, {
      method: 'PUT',
      body: `${toml.replace(/^version = .*$/m, 'version = 2')}\n# igen\n`,
      headers: {
        'Content-Type': 'application/toml',
        'X-CSRF-Token': csrfToken,
        'If-Match': known.headers.get('ETag').replace('-gzip"', '"'),
      },
    });
    return saved.status;
  }, source);
  assert.equal(status, 200);
}
