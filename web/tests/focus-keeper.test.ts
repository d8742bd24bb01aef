import { beforeAll, beforeEach, expect, test } from 'vitest';
import { keepFocus } from '../src/focus-keeper';

beforeAll(keepFocus);
beforeEach(() => {
  document.body.innerHTML = `<main><h1>Sidan</h1>
    <section><h2>Delen</h2><p><button id="save">Spara</button></p></section>
    <p><button id="alone">Ensam</button></p></main>`;
});

const button = (id: string) => document.getElementById(id) as HTMLButtonElement;
const soon = () => new Promise((resolve) => setTimeout(resolve));
const focused = () => document.activeElement?.textContent;

test('a button that was disabled while something was saved gets the focus back', async () => {
  button('save').focus();
  button('save').disabled = true;
  await soon();
  button('save').blur();
  button('save').disabled = false;
  await soon();
  expect(focused()).toBe('Spara');
});

test.each([
  ['save', 'Delen'],
  ['alone', 'Sidan'],
])('when %s is taken away the focus goes to the heading above it', async (id, heading) => {
  button(id).focus();
  button(id).remove();
  await soon();
  expect(focused()).toBe(heading);
});

test('when the whole part is taken away the focus goes to the page’s heading', async () => {
  button('save').focus();
  document.querySelector('section')?.remove();
  await soon();
  expect(focused()).toBe('Sidan');
});

test('a focus that somebody has moved on is left where it is', async () => {
  button('save').focus();
  button('save').disabled = true;
  button('alone').focus();
  button('save').disabled = false;
  await soon();
  expect(focused()).toBe('Ensam');
});
