import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { apiUrl, ApiError, forget, load } from '../../src/api/client';
import { half, operations } from '../../src/api/openapi';

beforeEach(forget);
afterEach(() => vi.unstubAllGlobals());

test('an address has only the parameters that have a value', () => {
  expect(
    apiUrl('/comparison', {
      region: '13',
      years: '2017,2024',
      scheme: null,
      asOf: undefined,
      x: '',
    }),
  ).toBe('/api/v1/comparison?region=13&years=2017,2024');
});

test('the same address is asked for once', async () => {
  const fetch = vi.fn(async () => new Response('{"n":21}'));
  vi.stubGlobal('fetch', fetch);
  const [first, second] = await Promise.all([load('/a'), load('/a')]);
  expect(first).toEqual({ n: 21 });
  expect(second).toBe(first);
  expect(fetch).toHaveBeenCalledTimes(1);
});

test('a problem carries its words and reference, and the next attempt asks anew', async () => {
  const answers = [
    new Response('{"title":"Fel","detail":"Okänt år","instance":"/fel/1"}', { status: 400 }),
    new Response('{"ok":true}'),
  ];
  vi.stubGlobal('fetch', async () => answers.shift());
  await expect(load('/b')).rejects.toMatchObject({
    status: 400,
    message: 'Okänt år',
    reference: '/fel/1',
  });
  expect(await load('/b')).toEqual({ ok: true });
});

test('a server that does not answer is status 0', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('network');
  });
  await expect(load('/c')).rejects.toBeInstanceOf(ApiError);
  await expect(load('/c')).rejects.toMatchObject({ status: 0 });
});

test('every operation of the API description is listed, in the chosen language', () => {
  const document = {
    paths: {
      '/api/v1/a': {
        get: {
          summary: 'Kort',
          description: { sv: 'Lång', en: 'Long' },
          parameters: [{ $ref: '#/components/parameters/year' }],
          responses: {
            200: { description: 'Svar', content: { 'application/json': { example: { n: 1 } } } },
          },
        },
        post: { 'x-summary-en': 'Short' },
      },
    },
    components: {
      parameters: {
        year: {
          name: 'year',
          in: 'query',
          required: true,
          example: 2023,
          'x-description': { sv: 'År', en: 'Year' },
        },
      },
    },
  };
  const [get, post] = operations(document, 'en');
  expect(get).toMatchObject({
    method: 'get',
    summary: 'Kort',
    description: 'Long',
    parameters: [{ name: 'year', required: true, text: 'Year', example: '2023' }],
    example: '{\n  "n": 1\n}',
  });
  expect(post).toMatchObject({ method: 'post', summary: 'Short', parameters: [] });
});

test.each([
  ['Rangordning / Ranking', 'Rangordning', 'Ranking'],
  ['Ett.\n\nOne.', 'Ett.', 'One.'],
  ['Bara svenska', 'Bara svenska', 'Bara svenska'],
  ['Ett.\n\nTvå.\n\nOne.\n\nTwo.', 'Ett.\n\nTvå.', 'One.\n\nTwo.'],
  ['a\n\nb\n\nc', 'a\n\nb\n\nc', 'a\n\nb\n\nc'],
])('a text in both languages is cut in two: %j', (both, swedish, english) => {
  expect([half(both, 'sv'), half(both, 'en')]).toEqual([swedish, english]);
});
