import { planWords } from './words';

export interface Done {
  message: string;
  undo: () => void;
}

/** What was just done, and the way back. It stays until something else is done. */
export function Toast({ done }: { done: Done | null }) {
  const w = planWords.useWords();
  return (
    <div role="status">
      {done && (
        <p class="message toast">
          {done.message}{' '}
          <button type="button" onClick={done.undo}>
            {w.undo}
          </button>
        </p>
      )}
    </div>
  );
}
