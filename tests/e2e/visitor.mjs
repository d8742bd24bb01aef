import { eventually } from './eventually.mjs';

const NAVIGATION_MS = 30_000;
const ACTION_MS = 20_000;

/** Runs in the page before its own scripts: counts what moves without the user having asked. */
function watchShifts() {
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
}

/**
 * One check's way into the site: opens pages and watches them. Whatever a page writes as an error
 * or asks of another origin fails the check when it ends, unless the check said it would come.
 */
export class Visitor {
  #context;
  #pages = [];
  #trouble = [];
  #expected = [];

  constructor(context, base) {
    this.#context = context;
    this.base = base;
  }

  /** A visitor of the same site with windows of its own. */
  another() {
    return new Visitor(this.#context, this.base);
  }

  /** An empty window, watched. */
  async window({ width = 1280, height = 900, base = this.base } = {}) {
    const page = await this.#context.newPage();
    this.#pages.push(page);
    page.setDefaultTimeout(ACTION_MS);
    page.setDefaultNavigationTimeout(NAVIGATION_MS);
    await page.setViewportSize({ width, height });
    await page.addInitScript(watchShifts);
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        this.#trouble.push(`${message.type()}: ${message.text()} (${message.location().url})`);
      }
    });
    page.on('pageerror', (error) => this.#trouble.push(`exception: ${error.message}`));
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (!['data:', 'blob:'].includes(protocol) && origin !== base) {
        this.#trouble.push(`request to another origin: ${request.url()}`);
      }
    });
    return page;
  }

  /** The page at `address`, when all it loads has come. */
  async open(address, options = {}) {
    const page = await this.window(options);
    await page.goto((options.base ?? this.base) + address);
    await settled(page);
    return page;
  }

  /** Says that errors of this kind belong to the check. */
  expectTrouble(pattern) {
    this.#expected.push(pattern);
  }

  get trouble() {
    return this.#trouble.filter((text) => !this.#expected.some((pattern) => pattern.test(text)));
  }

  async picture(path) {
    await this.#pages
      .at(-1)
      ?.screenshot({ path, fullPage: true })
      .catch(() => undefined);
  }

  async leave() {
    await Promise.all(this.#pages.map((page) => page.close()));
    this.#pages = [];
  }
}

/** Waits until the page has its heading and nothing is being loaded any more. */
export async function settled(page) {
  await eventually(async () => {
    const ready = await page.evaluate(
      () =>
        document.querySelector('h1') !== null &&
        document.querySelector('[aria-busy="true"]') === null,
    );
    if (!ready) throw new Error(`${page.url()} is still loading`);
  });
}

/** The words of an element as one line. */
export const wordsOf = async (locator) => tidy(await locator.innerText());

const nextPicture = (page) =>
  page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );

/**
 * The same when it no longer changes: charts are drawn anew once they know how wide they are. How
 * often the page was drawn counts, not the time that passed: on a busy machine pictures are late.
 */
export async function steadyWordsOf(locator) {
  let last = '';
  let same = 0;
  await eventually(async () => {
    await nextPicture(locator.page());
    const now = await wordsOf(locator);
    same = now === last ? same + 1 : 0;
    last = now;
    if (same < 10) throw new Error('the words still change');
  });
  return last;
}

/** Hard spaces are spaces and lines are one line: how it is broken is not what is tested. */
export const tidy = (text) => text.replace(/[\s\u00a0\u202f]+/g, ' ').trim();
