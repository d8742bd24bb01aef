import { afterEach, expect, test, vi } from 'vitest';
import { draftKey, dropDraft, keepDraft, readDraft } from '../../src/model/draft';

const isText = (form: unknown): form is string => typeof form === 'string';
const key = draftKey('anna', 'plan/7');
afterEach(() => {
  localStorage.clear();
  vi.restoreAllMocks();
});

test('what was written is there again, with the version it began from', () => {
  keepDraft(key, 3, 'halvfärdigt');
  expect(readDraft(key, isText)).toMatchObject({ version: 3, form: 'halvfärdigt' });
  dropDraft(key);
  expect(readDraft(key, isText)).toBeNull();
});

test('another person on the same computer does not see it', () => {
  keepDraft(key, 3, 'halvfärdigt');
  expect(readDraft(draftKey('ulla', 'plan/7'), isText)).toBeNull();
});

test('a draft is forgotten after thirty days', () => {
  keepDraft(key, 3, 'halvfärdigt');
  const days = (count: number) => Date.now() + count * 86_400_000;
  expect(readDraft(key, isText, days(29))).not.toBeNull();
  expect(readDraft(key, isText, days(31))).toBeNull();
});

test.each(['{', '"text"', '{"version":1}', '{"version":1,"savedAt":"nyss","form":"x"}'])(
  'what is no draft, %s, is none',
  (stored) => {
    localStorage.setItem(key, stored);
    expect(readDraft(key, isText)).toBeNull();
  },
);

test('a store that is full or closed does not stop the writing', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new Error('full');
  });
  expect(() => keepDraft(key, 1, 'text')).not.toThrow();
});
