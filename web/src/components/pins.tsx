import { findRegion, useReference } from '../api/reference';
import { useLanguage } from '../i18n/language';
import { useHref } from '../routing/location';
import type { FigureState } from '../routing/figure-state';

/** The regions pinned beside the own one: shown in the trend, and the way to compare them. */
export function Pins({
  state,
  region,
  compare,
  onChange,
}: {
  state: FigureState;
  region: string;
  compare: string;
  onChange: (state: FigureState) => void;
}) {
  const { t } = useLanguage();
  const reference = useReference();
  const href = useHref();
  const pins = state.pins.filter((code) => code !== region);
  if (pins.length === 0) return <p class="small pin-help">{t.figure.pinHelp}</p>;
  return (
    <ul class="chips" aria-label={t.figure.pinned}>
      {pins.map((code) => {
        const name = findRegion(reference, code)?.shortName ?? code;
        return (
          <li key={code} class="chip">
            {name}
            <button
              type="button"
              aria-label={t.figure.unpin(name)}
              onClick={() => onChange({ ...state, pins: state.pins.filter((pin) => pin !== code) })}
            >
              ×
            </button>
          </li>
        );
      })}
      <li>
        <a href={href(compare)}>{t.figure.compare}</a>
      </li>
    </ul>
  );
}
