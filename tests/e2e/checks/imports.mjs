/** Where data are handed in: the status, the wizard, held rows, and the mapping editor. */
import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { settled, wordsOf } from '../visitor.mjs';
import { as, ask } from '../workplace.mjs';

/** A file from a system that nobody has described: Swedish headings, decimal comma, a driver. */
const UNKNOWN = [
  'Köpdatum;Kostnadsställe;Fordonstyp;Produkt;Volym (l);Belopp',
  '2025-10-01;4711;Ambulans;HVO100;52,10;1 021,20',
  '2025-10-01;4711;Pool;HVO100;48,33;960,12',
  '2025-10-02;4712;Ambulans;Diesel;39,00;812,00',
].join('\r\n');

const withNumbers = [
  'Datum;Plats;Avfall;Vikt (kg);Anteckning',
  ...['19811228-9874', '19640823-3234', '19121212-1212', '19981012-2385', '19900118-9811'].map(
    (number, index) => `2025-10-0${index + 1};Halmstad;200301;${100 + index},5;${number}`,
  ),
].join('\n');

const file = (name, text) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text, 'utf8'),
});
const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();
const next = (page) => page.getByRole('button', { name: 'Nästa' }).click();
/** The imports of a file of this name: other checks hand in files at the same time. */
const importsOf = async (page, name) =>
  (await ask(page, 'GET', '/imports?limit=1000')).data.items.filter((one) => one.fileName === name);

async function begin(visitor, { name, target, upload }) {
  const page = await visitor.open('/import/ny');
  await page.getByLabel('Vilken källa hör filen till?').selectOption('+');
  await page.getByLabel('Systemets namn').fill(name);
  await page.getByLabel('Vad innehåller filen?').selectOption(target);
  await page.locator('input[type=file]').setInputFiles(upload);
  await next(page);
  return page;
}

/** Weights of a year, then one that is a thousand times too large. */
async function handInSuspicious(page, site) {
  const header = 'date,site,ewcCode,quantity,unit,treatment\n';
  const months = Array.from({ length: 12 }, (_, month) => {
    const date = `2024-${String(month + 1).padStart(2, '0')}-15`;
    return `${date},${site},200301,${1000 + month * 7},kg,energyRecovery\n`;
  });
  const first = await ask(
    page,
    'POST',
    '/imports?source=waste',
    header + months.join(''),
    'text/csv',
  );
  assert.equal(first.status, 201, JSON.stringify(first.data));
  const second = await ask(
    page,
    'POST',
    '/imports?source=waste',
    `${header}2025-01-15,${site},200301,1040000,kg,energyRecovery\n`,
    'text/csv',
  );
  assert.equal(second.data.state, 'held', JSON.stringify(second.data));
  return second.data.id;
}

export default {
  'The status tells of every source how it is doing, and the latest imports account for their rows':
    as('coordinator', async (visitor) => {
      const page = await visitor.open('/import');
      const sources = page.getByRole('table', { name: 'Källor' });
      assert.match(await wordsOf(sources), /Aktuell|Sen|Fel/);
      assert.match(await wordsOf(page.locator('.example-banner')), /Exempeldata/);
      const rows = page.getByRole('table', { name: 'Senaste importer' }).locator('tbody tr');
      assert.ok((await rows.count()) > 0);
      await rows.first().getByRole('link').click();
      await page.getByText(/lästa = .* lagrade \+ .* dubbletter \+ .* i karantän/).waitFor();
    }),

  'A file from an unknown system is mapped, checked and stored without code, and nothing is written before the last step':
    as('coordinator', async (visitor) => {
      const page = await begin(visitor, {
        name: 'Kort Söder',
        target: 'fuelTransaction',
        upload: file('kort.csv', UNKNOWN),
      });
      await heading(page, 'Kolumner');
      await page.getByLabel('Blir: Köpdatum').selectOption('date');
      await page.getByLabel('Blir: Fordonstyp').selectOption('vehicleGroup');
      await page.getByLabel('Blir: Produkt').selectOption('fuel');
      await page.getByLabel('Blir: Volym (l)').selectOption('quantity');
      await page.getByLabel('Enhet: Volym (l)').selectOption('l');
      for (const [word, group] of [
        ['Ambulans', 'ambulance'],
        ['Pool', 'pool'],
      ]) {
        const field = page.getByLabel(new RegExp(`^${word} är`));
        if ((await field.count()) > 0) await field.selectOption(group);
      }
      await next(page);
      await heading(page, 'Kontrollera');
      assert.match(await wordsOf(page.locator('main .counts')), /3/);
      assert.match(await wordsOf(page.locator('main')), /Belopp/);
      await next(page);
      await heading(page, 'Bekräfta');
      assert.deepEqual(await importsOf(page, 'kort.csv'), [], 'nothing before the last step');
      const store = page.getByRole('button', { name: 'Läs in filen' });
      if ((await store.count()) > 0) {
        await store.click();
        await page.waitForURL(/\/import\/korningar\//);
        await page.getByText(/3 lästa = 3 lagrade/).waitFor();
      } else {
        const [saved] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: 'Ladda ner mappningen' }).click(),
        ]);
        assert.equal(saved.suggestedFilename(), 'kort-soder.toml');
      }
    }),

  'A file with personal numbers is refused before anything is written': as(
    'coordinator',
    async (visitor) => {
      const page = await begin(visitor, {
        name: 'Avfall med namn',
        target: 'wasteWeight',
        upload: file('avfall.csv', withNumbers),
      });
      await heading(page, 'Kolumner');
      const row = page.getByRole('row', { name: /Anteckning/ });
      assert.match(await wordsOf(row), /Ser ut som personnummer.*Sparas inte/);
      assert.doesNotMatch(await wordsOf(row), /19811228/, 'samples are masked');
      await page.getByLabel('Blir: Avfall').selectOption('ewcCode');
      await page.getByLabel('Behandling').selectOption('energyRecovery');
      // Whoever maps it as text after all is refused.
      await page.getByRole('button', { name: 'Redigera som text (TOML)' }).click();
      const area = page.getByLabel('Mappning i TOML');
      const toml = (await area.inputValue())
        .replace(/^drop_columns.*$/m, '')
        .concat('\n[[field]]\nto = "hauler"\nfrom = "Anteckning"\n');
      await area.fill(toml);
      await next(page);
      await eventually(async () =>
        assert.match(
          await wordsOf(page.getByRole('alert').first()),
          /avvisas.*Inget av filen har sparats/,
        ),
      );
      assert.equal(await page.getByRole('button', { name: 'Nästa' }).count(), 0);
      assert.deepEqual(await importsOf(page, 'avfall.csv'), []);
    },
  ),

  'A row that is a thousand times too large is held until somebody releases it with a reason': as(
    'coordinator',
    async (visitor) => {
      const page = await visitor.open('/import');
      const id = await handInSuspicious(page, 'Provplatsen');
      await page.goto(`${visitor.base}/import/korningar/${id}`);
      await settled(page);
      await page.getByRole('link', { name: 'Gå igenom hållna rader' }).click();
      await page.getByRole('table', { name: 'Hållna rader' }).waitFor();
      await page.getByRole('button', { name: 'Godkänn …' }).click();
      assert.match(await wordsOf(page.getByRole('alert')), /Välj minst en rad/);
      await page
        .getByRole('checkbox', { name: /^Välj rad/ })
        .first()
        .check();
      await page.getByRole('button', { name: 'Godkänn …' }).click();
      await heading(page, 'Kontrollera: godkänn rader');
      await page.getByRole('button', { name: 'Godkänn', exact: true }).click();
      await page.getByText('Skriv ett skäl.').waitFor();
      await page.getByLabel('Skäl').fill('Rivning av en flygel, vägt två gånger');
      await page.getByRole('button', { name: 'Godkänn', exact: true }).click();
      await page.getByText('Inga rader väntar på beslut.').waitFor();
      const { data } = await ask(page, 'GET', `/imports/${id}`);
      assert.deepEqual([data.state, data.stored], ['stored', 1], JSON.stringify(data));
    },
  ),

  'An import is taken back with a reason, after a check of what that means': as(
    'coordinator',
    async (visitor) => {
      const page = await visitor.open('/import');
      const sent = await ask(
        page,
        'POST',
        '/imports?source=waste',
        'date,site,ewcCode,quantity,unit,treatment\n2023-05-02,Ångerplatsen,200301,12,kg,landfill\n',
        'text/csv',
      );
      assert.equal(sent.status, 201, JSON.stringify(sent.data));
      await page.goto(`${visitor.base}/import/korningar/${sent.data.id}`);
      await settled(page);
      await page.getByRole('link', { name: 'Ångra import' }).click();
      await page.getByLabel('Skäl').fill('Fel plats');
      await page.getByRole('button', { name: 'Ångra importen' }).click();
      await page.getByText(/1 värden upphörde att gälla/).waitFor();
      await page.getByRole('link', { name: 'Till importen' }).click();
      await eventually(async () =>
        assert.match(await wordsOf(page.locator('main')), /Ångrad .*anna: Fel plats/),
      );
    },
  ),

  'A fault in a mapping is told with its line and leads there; a conflict is told and loses nothing':
    as('admin', async (visitor) => {
      visitor.expectTrouble(/status of (412|422)/);
      const page = await visitor.open('/admin/kallor/waste');
      const area = page.getByLabel('Mappning i TOML');
      const good = await area.inputValue();
      await area.fill(good.replace('[name]', '[namn]'));
      await page.getByRole('button', { name: 'Kontrollera' }).click();
      const place = page.getByRole('button', { name: /^rad \d+, kolumn \d+$/ }).first();
      await place.click();
      const line = Number(/rad (\d+)/.exec(await place.innerText())[1]);
      const marked = await area.evaluate(
        (one) => one.value.slice(0, one.selectionStart).split('\n').length,
      );
      assert.equal(marked, line);
      const mine = `${good}\n# min ändring\n`;
      await area.fill(mine);
      const put = await page.evaluate(async (text) => {
        const { csrfToken } = await (await fetch('/api/v1/session')).json();
        const known = await fetch('/api/v1/sources/waste');
        const saved = await fetch('/api/v1/sources/waste', {
          method: 'PUT',
          body: text,
          headers: {
            'Content-Type': 'application/toml',
            'X-CSRF-Token': csrfToken,
            'If-Match': known.headers.get('ETag').replace('-gzip"', '"'),
          },
        });
        return saved.status;
      }, `${good}\n# någon annans\n`);
      assert.equal(put, 200);
      await page.getByRole('button', { name: 'Spara' }).click();
      await page.getByText(/Någon annan har ändrat källan/).waitFor();
      assert.equal(await area.inputValue(), mine);
    }),

  'The steps of handing in a file can be taken without a mouse': as(
    'coordinator',
    async (visitor) => {
      const page = await visitor.open('/import/ny');
      await page.getByLabel('Vilken källa hör filen till?').focus();
      await page.keyboard.press('Tab');
      const ring = await page
        .locator('.drop .button')
        .evaluate((one) => getComputedStyle(one).outlineStyle);
      assert.notEqual(ring, 'none', 'the focus on the file field is seen on its button');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByText('Rätta det här först').waitFor();
    },
  ),
};
