/** Moving through a page with the keyboard alone. */
import assert from 'node:assert/strict';

const MOST_TABS = 150;

/** What has the focus, and whether one can see that it has. */
export const focusOf = (page) =>
  page.evaluate(() => {
    const one = document.activeElement;
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    // A box is as large to press as the label around it.
    const target = (one.closest('label') ?? one).getBoundingClientRect();
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return {
      name: (one.getAttribute('aria-label') ?? one.innerText ?? '').trim().split('\n')[0],
      label: (one.labels?.[0]?.innerText ?? '').trim().split('\n')[0],
      tag: one.tagName,
      ring,
      inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      small:
        (one.tagName === 'BUTTON' || one.type === 'checkbox') &&
        (target.width < 24 || target.height < 24),
    };
  });

/** Presses Tab until the focus is on what is looked for; every stop on the way must be seen. */
export async function tabTo(page, wanted) {
  for (let count = 0; count < MOST_TABS; count += 1) {
    await page.keyboard.press('Tab');
    const focus = await focusOf(page);
    if (focus.tag === 'BODY') continue;
    assert.ok(focus.ring, `the focus is not seen on ${focus.tag} "${focus.name}"`);
    assert.ok(focus.inView, `the focus is out of view on ${focus.tag} "${focus.name}"`);
    assert.ok(!focus.small, `${focus.tag} "${focus.name}" is smaller than 24 pixels`);
    if (wanted.test(focus.name) || (focus.label && wanted.test(focus.label))) return;
  }
  assert.fail(`${wanted} cannot be reached with Tab`);
}
