import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './packages.mjs';

export const PROGRAM = process.env.TERTIL_PROGRAM ?? `${root}build/release/tertil`;
const PAGES = process.env.TERTIL_PAGES ?? `${root}web/dist`;
const START_MS = 30_000;
const STOP_MS = 15_000;

/** Our settings come from here alone: neither /etc nor the caller's environment may change them. */
function ownEnvironment() {
  return {
    ...Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith('TERTIL_')),
    ),
    TERTIL_ACCESSIBILITY__CONTACT_URL: 'https://exempel.se/tillganglighet',
  };
}

/**
 * The real program on a fresh data directory, or on the one of a server that was stopped.
 * @returns {Promise<{url: string, data: string, stop: () => Promise<number>,
 *   said: () => string, remove: () => void}>}
 */
export async function startServer({
  data = mkdtempSync(join(tmpdir(), 'tertil-data-')),
  port = 0,
  settings: chosen = '# The pages are tested as they are shipped.\n',
} = {}) {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not built: run deploy/build.sh`);
  if (!existsSync(join(PAGES, 'index.html')))
    throw new Error(`${PAGES} is empty: run deploy/build.sh`);
  const settings = join(data, 'e2e.toml');
  writeFileSync(settings, chosen);
  const child = spawn(
    PROGRAM,
    [
      'serve',
      '--config',
      settings,
      '--data',
      data,
      '--web',
      PAGES,
      '--listen',
      `127.0.0.1:${port}`,
      '--metrics',
      '127.0.0.1:0',
    ],
    { env: ownEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  const ended = new Promise((resolve) =>
    child.on('exit', (code, signal) => resolve(code ?? signal)),
  );
  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`no "listening on" in ${START_MS} ms:\n${said}`)),
      START_MS,
    );
    const hear = (bytes) => {
      said += bytes;
      const line = /^listening on (http:\/\/\S+)$/m.exec(said);
      if (!line) return;
      clearTimeout(timer);
      resolve(line[1]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    ended.then((code) => {
      clearTimeout(timer);
      reject(new Error(`the server ended with ${code}:\n${said}`));
    });
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    const code = await ended;
    clearTimeout(timer);
    return code;
  };
  return {
    url,
    data,
    stop,
    said: () => said,
    remove: () => rmSync(data, { recursive: true, force: true }),
  };
}
