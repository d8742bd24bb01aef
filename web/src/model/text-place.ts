/**
 * Where a fault at a line and column (both from 1, the column in characters) stands in a text: from
 * there to the end of the word, or the whole line when the column is outside it.
 */
export function placeIn(
  text: string,
  line: number,
  column: number,
): { start: number; end: number } {
  const lines = text.split('\n');
  const at = Math.min(Math.max(line, 1), lines.length) - 1;
  const before = lines.slice(0, at).reduce((sum, one) => sum + one.length + 1, 0);
  const words = lines[at] ?? '';
  const letters = [...words];
  if (column < 1 || column > letters.length) return { start: before, end: before + words.length };
  const start = before + letters.slice(0, column - 1).join('').length;
  const word = /^\s*[^\s=,[\]{}]+/.exec(text.slice(start, before + words.length))?.[0] ?? ' ';
  return { start, end: start + word.length };
}
