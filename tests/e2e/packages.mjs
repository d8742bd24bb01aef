/** What the tests borrow from the packages of the web pages: web/node_modules, nothing of our own. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const require = createRequire(`${root}web/package.json`);

export const { chromium, errors } = require('playwright-core');
/** Fetched when a check needs it: it takes half a second to load. */
export const openIdProvider = () =>
  import(pathToFileURL(require.resolve('oidc-provider')).href).then((part) => part.default);
export const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const { HtmlValidate } = require('html-validate');
export const htmlValidate = new HtmlValidate(
  JSON.parse(readFileSync(`${root}web/.htmlvalidate.json`, 'utf8')),
);
