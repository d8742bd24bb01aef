import { ApiError, asError, forget } from './client';
import { sessionToken } from './session-types';
import type { Problem } from './types';

const TYPES: Record<string, string> = {
  csv: 'text/csv',
  txt: 'text/csv',
  tsv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  xml: 'application/xml',
};

const ending = (name: string): string => name.split('.').at(-1)?.toLowerCase() ?? '';

/** The media type by the ending of a file's name; the server looks at the bytes anyway. */
export const typeOf = (name: string): string => TYPES[ending(name)] ?? 'application/octet-stream';

/** The name as a header may carry it (RFC 8187). */
export const disposition = (name: string): string =>
  `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)}`;

export interface Uploading {
  language?: string;
  onProgress?: (sent: number, total: number) => void;
  signal?: AbortSignal;
}

/** Sends a file as the raw body, telling how far it has come; fetch cannot do that. */
export function upload<T>(
  url: string,
  file: File,
  { language = 'sv', onProgress, signal }: Uploading = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.responseType = 'json';
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Accept-Language', language);
    request.setRequestHeader('Content-Type', typeOf(file.name));
    request.setRequestHeader('Content-Disposition', disposition(file.name));
    if (sessionToken.value) request.setRequestHeader('X-CSRF-Token', sessionToken.value);
    if (onProgress)
      request.upload.addEventListener('progress', (event) =>
        onProgress(event.loaded, event.total || file.size),
      );
    request.addEventListener('error', () => reject(new ApiError(0, '', null)));
    request.addEventListener('abort', () => reject(new ApiError(-1, '', null)));
    request.addEventListener('load', () => {
      const body = request.response as unknown;
      if (request.status >= 200 && request.status < 300) {
        forget();
        resolve(body as T);
      } else
        reject(
          asError(
            request.status,
            (body ?? {}) as Partial<Problem>,
            request.getResponseHeader('X-Request-Id'),
          ),
        );
    });
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
