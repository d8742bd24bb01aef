export type FileHint = 'xls' | 'empty' | 'odd' | 'large';

const KNOWN = /\.(csv|txt|tsv|xlsx|json|ndjson|xml)$/i;
const LARGE = 200_000_000;
const SAMPLE = 2_000_000;

/** What can be seen of a file before it is sent. */
export function hintsOf(file: { name: string; size: number }): FileHint[] {
  if (/\.xls$/i.test(file.name)) return ['xls'];
  if (file.size === 0) return ['empty'];
  const hints: FileHint[] = [];
  if (!KNOWN.test(file.name)) hints.push('odd');
  if (file.size > LARGE) hints.push('large');
  return hints;
}

/** Hints that keep the file from being sent. */
export const stops = (hints: readonly FileHint[]): boolean =>
  hints.includes('xls') || hints.includes('empty');

/**
 * The beginning of a large file of lines, cut after a whole line: enough for suggestions, and the
 * whole file goes over the net once less. Other kinds cannot be cut.
 */
export async function beginningOf(file: File): Promise<{ part: File; whole: boolean }> {
  if (file.size <= SAMPLE || !/\.(csv|txt|tsv|ndjson)$/i.test(file.name))
    return { part: file, whole: true };
  const bytes = new Uint8Array(await file.slice(0, SAMPLE).arrayBuffer());
  const littleEndian = bytes[0] === 0xff && bytes[1] === 0xfe;
  const end = bytes.lastIndexOf(0x0a) + (littleEndian ? 2 : 1);
  if (end <= 2) return { part: file, whole: true };
  return { part: new File([bytes.slice(0, end)], file.name), whole: false };
}
