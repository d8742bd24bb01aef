import type { Problem } from './types';

/** An answer that is not the data asked for: what the server said, or that it said nothing. */
export class ApiError extends Error {
  readonly status: number;
  readonly reference: string | null;
  /** Everything the server said: single faults, or the receipt of a refused file. */
  readonly problem: Partial<Problem>;

  constructor(
    status: number,
    message: string,
    reference: string | null,
    problem: Partial<Problem> = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.reference = reference;
    this.problem = problem;
  }
}

/** The error that a problem+json body, or no body at all, stands for. */
export const asError = (status: number, problem: Partial<Problem>, id: string | null): ApiError =>
  new ApiError(status, problem.detail ?? problem.title ?? '', problem.instance ?? id, problem);

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
  throw asError(response.status, problem, response.headers.get('X-Request-Id'));
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

/** Forgets every answer: after a change, and when another person may see other things. */
export const forget = (): void => answers.clear();
