const SOON_MS = 2_000;

/**
 * Seconds that are left at the speed so far; null while too little has been done to tell.
 * @param elapsed Milliseconds since it began.
 */
export function secondsLeft(done: number, total: number, elapsed: number): number | null {
  if (elapsed < SOON_MS || done <= 0 || total <= 0 || done >= total) return null;
  return ((total - done) / done) * (elapsed / 1000);
}
