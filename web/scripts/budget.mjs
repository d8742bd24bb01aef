// What a visitor downloads, in gzip: fails when a limit is passed.
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1000;
const LIMITS = { first: 25 * KB, chunk: 25 * KB, css: 12 * KB, total: 300 * KB };
const dir = new URL('../dist/', import.meta.url);
const html = readFileSync(new URL('index.html', dir), 'utf8');
const sizes = readdirSync(new URL('assets/', dir)).map((name) => ({
  name,
  size: gzipSync(readFileSync(new URL(`assets/${name}`, dir)), { level: 9 }).length,
}));
const scripts = sizes.filter(({ name }) => name.endsWith('.js'));
// The first route loads what index.html names and the chunk of the overview.
const isFirst = ({ name }) => html.includes(name) || name.startsWith('overview');
const sum = (list) => list.reduce((total, { size }) => total + size, 0);
const checks = [
  ['first route', sum(scripts.filter(isFirst)), LIMITS.first],
  ...scripts.filter((file) => !isFirst(file)).map((file) => [file.name, file.size, LIMITS.chunk]),
  ['style sheets', sum(sizes.filter(({ name }) => name.endsWith('.css'))), LIMITS.css],
  ['all scripts', sum(scripts), LIMITS.total],
];
for (const [what, size, limit] of checks) {
  const over = size > limit;
  if (over) process.exitCode = 1;
  console.log(
    `${over ? 'TOO LARGE' : 'ok'}  ${String(size).padStart(6)} of ${limit} B gzip  ${what}`,
  );
}
