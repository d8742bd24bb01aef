import type { ApiError } from '../api/client';
import type { MappingFault } from '../api/import-types';

/** The faults of a refused mapping: their places stand in the pointers, `/line/12/column/5`. */
export const faultsOf = ({ problem }: ApiError): MappingFault[] =>
  (problem?.errors ?? []).flatMap(({ pointer, message }) => {
    const place = /\/line\/(\d+)(?:\/column\/(\d+))?/.exec(pointer);
    return place ? [{ line: Number(place[1]), column: Number(place[2] ?? 1), message }] : [];
  });
