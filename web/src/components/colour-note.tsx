import type { Scheme } from '../api/types';
import { useLanguage } from '../i18n/language';
import { ClassBadge } from './rank-badge';

/** What the shapes mean and what the colour does not: stands beside every coloured thing. */
export function ColourNote({ scheme = 'thirds' }: { scheme?: Scheme }) {
  const { t } = useLanguage();
  return (
    <div class="colour-note">
      <ul aria-label={t.classes.legend}>
        {(['green', 'yellow', 'red'] as const).map((rankClass) => (
          <li key={rankClass}>
            <ClassBadge rankClass={rankClass} scheme={scheme} />
          </li>
        ))}
      </ul>
      <p>{t.colourNote}</p>
    </div>
  );
}
