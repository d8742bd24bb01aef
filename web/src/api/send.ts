import { ApiError, asError, forget } from './client';
import { sessionToken } from './session-types';
import type { Problem } from './types';

export interface Sent<T> {
  data: T;
  status: number;
  etag: string | null;
}
export interface Sending {
  language?: string;
  /** Sent as JSON, unless `type` says what the text is. */
  body?: unknown;
  type?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** The tag of the thing itself: what is sent compressed has a tag of its own. */
export const plainTag = (tag: string | null): string | null =>
  tag === null ? null : tag.replace(/-(gzip|br)"$/, '"');

/** Asks anew or changes something: never answered from what is already known. */
export async function send<T>(
  method: string,
  url: string,
  { language = 'sv', body, type, headers = {}, signal }: Sending = {},
): Promise<Sent<T>> {
  const token = sessionToken.value;
  const kind = type ?? 'application/json';
  const text = body === undefined ? undefined : type ? String(body) : JSON.stringify(body);
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      ...(text === undefined ? {} : { body: text }),
      ...(signal ? { signal } : {}),
      cache: 'no-store',
      headers: {
        Accept: 'application/json',
        'Accept-Language': language,
        ...(text === undefined ? {} : { 'Content-Type': kind }),
        ...(token && method !== 'GET' ? { 'X-CSRF-Token': token } : {}),
        ...headers,
      },
    });
  } catch {
    throw new ApiError(0, '', null);
  }
  const data = await response.json().catch(() => null);
  if (!response.ok)
    throw asError(
      response.status,
      (data ?? {}) as Partial<Problem>,
      response.headers.get('X-Request-Id'),
    );
  if (method !== 'GET') forget();
  return { data: data as T, status: response.status, etag: plainTag(response.headers.get('ETag')) };
}
