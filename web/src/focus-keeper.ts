/**
 * Keeps the focus on the page. A browser drops it when what has it is disabled (while something is
 * being saved) or taken away (a step that is done), and whoever works with the keyboard then begins
 * again at the top. Here it goes back to what was disabled once that can be used again, and from
 * what was taken away to the nearest heading above it.
 */
const HEADED = 'dialog, section, .section, .card, main';

let last: HTMLElement | null = null;
let around: Element[] = [];
let waiting = false;

const isLost = (): boolean =>
  document.activeElement === null || document.activeElement === document.body;

function remember(event: FocusEvent): void {
  last = event.target instanceof HTMLElement ? event.target : null;
  around = [];
  for (let one = last?.parentElement; one; one = one.parentElement) around.push(one);
  waiting = false;
}

/** The first heading of the nearest part of the page that is still there and has one. */
function nearestHeading(): HTMLElement | null {
  for (const one of around.filter((part) => part.isConnected && part.matches(HEADED))) {
    const heading = one.querySelector<HTMLElement>(one.matches('main') ? 'h1' : 'h2, h3');
    if (heading) return heading;
  }
  return null;
}

function mend(): void {
  if (!last) return;
  if (last.isConnected) {
    if (last.matches(':disabled')) waiting = true;
    else if (waiting && isLost()) last.focus({ preventScroll: true });
    return;
  }
  if (!isLost()) return;
  const heading = nearestHeading();
  if (heading && !heading.hasAttribute('tabindex')) heading.tabIndex = -1;
  heading?.focus();
}

export function keepFocus(): void {
  document.addEventListener('focusin', remember);
  new MutationObserver(mend).observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled'],
  });
}
