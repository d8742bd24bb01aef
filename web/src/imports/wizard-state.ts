import type { Preview, Receipt, Suggestion } from '../api/import-types';
import type { ApiError } from '../api/client';
import { nothingSpread, type Spread } from '../model/spread';
import type { ColumnChoice, MapChoices } from '../model/wizard';

/** What the wizard remembers while one goes back and forth, and over a reload: choices, no data. */
export interface Kept {
  /** A source's id, `+` for a new system, or nothing yet. */
  source: string;
  name: string;
  target: string;
  id: string;
  fileName: string;
  columns: ColumnChoice[];
  constants: Record<string, string>;
  lookups: Record<string, Record<string, string>>;
  spread: Spread;
  /** The mapping as the person has written it, instead of the table. */
  toml: string | null;
}

/** What comes from the file and is never kept outside this page. */
export interface FromFile {
  file: File | null;
  suggestion: Suggestion | null;
  /** False when only the beginning of the file has been looked at. */
  whole: boolean;
  preview: Preview | null;
  dryRun: Receipt | null;
  refusal: ApiError | null;
}

export const NEW_SYSTEM = '+';
const KEY = 'tertil-import';

/** No column chosen: as before a file, or for another kind of content. */
export const nothingMapped = () => ({
  columns: [],
  constants: {},
  lookups: {},
  spread: nothingSpread(),
  toml: null,
});
export const nothingKept = (): Kept => ({
  source: '',
  name: '',
  target: '',
  id: '',
  fileName: '',
  ...nothingMapped(),
});
export const nothingRead = (): FromFile => ({
  file: null,
  suggestion: null,
  whole: true,
  preview: null,
  dryRun: null,
  refusal: null,
});

/** The choices of an interrupted visit. */
export function recall(): Kept {
  try {
    const stored = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Partial<Kept> | null;
    return stored ? { ...nothingKept(), ...stored } : nothingKept();
  } catch {
    return nothingKept();
  }
}

export function remember(kept: Kept): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing still has what is on the page.
  }
}

export const forgetChoices = (): void => sessionStorage.removeItem(KEY);

export const choicesOf = ({ columns, constants, lookups, spread }: Kept): MapChoices => ({
  columns,
  constants,
  lookups,
  spread,
});
