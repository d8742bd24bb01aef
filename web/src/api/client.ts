import type { Problem } from './types';

/** An answer that is not the data asked for: what the server said, or that it said nothing. */
export class ApiError extends Error {
  readonly status: number;
  readonly reference: string | null;

  constructor(status: number, message: string, reference: string | null) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.reference = reference;
  }
}

export type Query = Record<string, string | number | null | undefined>;

/** The address of an API resource; parameters without a value are left out. */
export function apiUrl(path: string, query: Query = {}): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value)).replaceAll('%2C', ',')}`);
  return `/api/v1${path}${parts.length > 0 ? `?${parts.join('&')}` : ''}`;
}

const answers = new Map<string, Promise<unknown>>();

async function fetchJson(url: string, language: string): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, {
      headers: { Accept: 'application/json', 'Accept-Language': language },
    });
  } catch {
    throw new ApiError(0, '', null);
  }
  if (response.ok) return response.json();
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  throw new ApiError(
    response.status,
    problem.detail ?? problem.title ?? '',
    problem.instance ?? response.headers.get('X-Request-Id'),
  );
}

/**
 * One answer per address for as long as the page is open; a failure is not kept, so that
 * "try again" asks anew.
 */
export function load<T>(url: string, language = 'sv'): Promise<T> {
  const key = `${language} ${url}`;
  let answer = answers.get(key);
  if (!answer) {
    answer = fetchJson(url, language);
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
  }
  return answer as Promise<T>;
}

/** Forgets every answer (used by tests). */
export const forget = (): void => answers.clear();
