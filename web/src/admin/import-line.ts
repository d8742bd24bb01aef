import { apiUrl } from '../api/client';
import type { Receipt } from '../api/import-types';
import type { Acting } from './use-act';

const TYPE = 'application/x-ndjson';

/** One line to a source, tried or kept: the same way in as every file has. */
export const sendLine = (act: Acting['act'], source: string, line: string, dryRun: boolean) =>
  act<Receipt>('POST', apiUrl('/imports', { source, ...(dryRun ? { dryRun: 'true' } : {}) }), {
    body: `${line}\n`,
    type: TYPE,
  });
