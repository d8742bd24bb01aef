import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from './packages.mjs';

const PROGRAM = process.env.TERTIL_CHROMIUM ?? '/usr/bin/chromium';

export const browserIsThere = () => existsSync(PROGRAM);

/** One browser for all checks, with a profile that is thrown away. */
export async function launchBrowser() {
  const profile = mkdtempSync(join(tmpdir(), 'tertil-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: PROGRAM,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    locale: 'sv-SE',
    timezoneId: 'Europe/Stockholm',
    acceptDownloads: true,
  });
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { context, close };
}
