import type { Breakdown } from '../api/drill-types';
import type { KeyFigure } from '../api/types';
import { MissingValue } from '../components/missing-value';
import { formatFree } from '../format/amount';
import { formatShare, formatUnit, formatValue } from '../format/number';
import { useLanguage } from '../i18n/language';
import { drillWords } from './words';

/** The same line on every level: value, its two parts, coverage, normalised, share. */
export function Facts({ data, figure }: { data: Breakdown; figure: KeyFigure }) {
  const w = drillWords.useWords();
  const { t, lang, text } = useLanguage();
  const unit = formatUnit(data.unit || figure.unit, lang);
  const amount = (value: number, of: string | null) => (
    <>
      {formatFree(value, lang)} <small>{of && formatUnit(of, lang)}</small>
    </>
  );
  const deep = data.path.some((step) => step.level !== 'region');
  return (
    <dl class="standing drill-facts">
      {(data.value !== null || data.numerator === null) && (
        <div>
          <dt>{t.value}</dt>
          <dd class="big">
            {data.value === null ? (
              <MissingValue reason="missing" />
            ) : (
              <>
                {formatValue(data.value, Math.max(figure.decimals, 1), lang)} <small>{unit}</small>
              </>
            )}
          </dd>
        </div>
      )}
      {data.numerator !== null && (
        <div>
          <dt>{w.numerator}</dt>
          <dd class="middle">{amount(data.numerator, data.numeratorUnit)}</dd>
        </div>
      )}
      {data.denominator !== null && (
        <div>
          <dt>{w.denominator}</dt>
          <dd class="middle">{amount(data.denominator, data.denominatorUnit)}</dd>
        </div>
      )}
      {data.coverage !== null && (
        <div>
          <dt>{w.coverage}</dt>
          <dd class="middle">{formatShare(data.coverage, lang)}</dd>
        </div>
      )}
      {data.normalised && (
        <div>
          <dt>{w.normalised}</dt>
          <dd class="middle">
            {formatValue(data.normalised.value, Math.max(figure.decimals, 1), lang)}{' '}
            <small>{unit}</small>
            <span class="small">
              {text(data.normalised.method)}, {w.normalYear(data.normalised.normalYear)}
            </span>
          </dd>
        </div>
      )}
      {deep && data.share !== null && (
        <div>
          <dt>{w.share}</dt>
          <dd class="middle">{formatShare(data.share, lang)}</dd>
        </div>
      )}
    </dl>
  );
}
