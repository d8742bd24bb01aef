import type { RankClass } from '../api/types';

/** Solid for the best class, dots for the middle, hatching for the last: readable in grey. */
export function Patterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={`${id}-yellow`} width="6" height="6" patternUnits="userSpaceOnUse">
        <rect class="fill-yellow" width="6" height="6" />
        <circle cx="3" cy="3" r="1.1" fill="#5c4300" />
      </pattern>
      <pattern id={`${id}-red`} width="6" height="6" patternUnits="userSpaceOnUse">
        <rect class="fill-red" width="6" height="6" />
        <path d="M-1 7 7-1M-4 4 4-4M2 10 10 2" stroke="#f3b9a6" stroke-width="1.2" />
      </pattern>
      <pattern id={`${id}-green`} width="6" height="6" patternUnits="userSpaceOnUse">
        <rect class="fill-green" width="6" height="6" />
      </pattern>
    </defs>
  );
}

export const patternFill = (id: string, rankClass: RankClass | null | undefined): string =>
  rankClass ? `url(#${id}-${rankClass})` : '#ffffff';
