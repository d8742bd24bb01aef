import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forget, load } from '../../src/api/client';
import { plainTag, send } from '../../src/api/send';
import { sessionToken } from '../../src/api/session-types';
import { disposition, typeOf } from '../../src/api/upload';
import { server } from '../import-fixtures';

beforeEach(forget);
afterEach(() => {
  vi.unstubAllGlobals();
  sessionToken.value = null;
});

test('changes carry the proof that they come from these pages, and reading does not', async () => {
  const { fetch, asked } = server({ 'POST /a': {}, 'GET /a': {} });
  vi.stubGlobal('fetch', fetch);
  sessionToken.value = 'bevis';
  await send('POST', '/a', { body: { n: 1 } });
  await send('GET', '/a');
  expect(asked.map((one) => one.headers.get('X-CSRF-Token'))).toEqual(['bevis', null]);
  expect(asked[0]).toMatchObject({ body: '{"n":1}' });
  expect(asked[0]?.headers.get('Content-Type')).toBe('application/json');
});

test('a text is sent as it is, with its own type', async () => {
  const { fetch, asked } = server({ 'PUT /a': {} });
  vi.stubGlobal('fetch', fetch);
  await send('PUT', '/a', {
    body: 'id = "x"',
    type: 'application/toml',
    headers: { 'If-Match': '"3"' },
  });
  expect(asked[0]?.body).toBe('id = "x"');
  expect(asked[0]?.headers.get('Content-Type')).toBe('application/toml');
  expect(asked[0]?.headers.get('If-Match')).toBe('"3"');
});

test('after a change nothing is answered from memory', async () => {
  const { fetch, asked } = server({ 'GET /a': { n: 1 }, 'POST /b': {} });
  vi.stubGlobal('fetch', fetch);
  await load('/a');
  await send('POST', '/b');
  await load('/a');
  expect(asked.filter((one) => one.url === '/a')).toHaveLength(2);
});

test('a refusal keeps everything the server said, and an answer its version', async () => {
  const { fetch } = server({
    'POST /a': new Response('{"title":"Nej","detail":"Därför","errors":[]}', { status: 422 }),
    'GET /a': new Response('{}', { headers: { ETag: '"7"' } }),
    'DELETE /a': new Response(null, { status: 204 }),
  });
  vi.stubGlobal('fetch', fetch);
  await expect(send('POST', '/a')).rejects.toMatchObject({
    status: 422,
    message: 'Därför',
    problem: { errors: [] },
  });
  expect((await send('GET', '/a')).etag).toBe('"7"');
  expect((await send('DELETE', '/a')).data).toBeNull();
});

test.each([
  ['"3-abc"', '"3-abc"'],
  ['"3-abc-gzip"', '"3-abc"'],
  [null, null],
])('the tag %j is that of %j', (sent, plain) => expect(plainTag(sent)).toBe(plain));

test('a file is named and typed for the server, whatever letters its name has', () => {
  expect(typeOf('Mätare.XLSX')).toMatch(/spreadsheetml/);
  expect(typeOf('rader.ndjson')).toBe('application/x-ndjson');
  expect(typeOf('okänd')).toBe('application/octet-stream');
  expect(disposition("Åby (1) o'k.csv")).toBe(
    "attachment; filename*=UTF-8''%C3%85by%20%281%29%20o%27k.csv",
  );
});
