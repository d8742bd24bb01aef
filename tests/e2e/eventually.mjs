const PATIENCE_MS = 20_000;
const STEP_MS = 25;

/** Tries until `look` no longer throws; what it threw last is the failure. */
export async function eventually(look) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
