import type { Polarity, Target } from '../api/types';
import { BulletBar, targetWords } from '../charts/bullet-bar';
import { useLanguage } from '../i18n/language';

/** Status against the target in words and as a bar; never in the colours of the ranking. */
export function TargetStatusView({
  target,
  unit,
  decimals,
  polarity,
  name,
}: {
  target: Target | null;
  unit: string;
  decimals: number;
  polarity: Polarity;
  name: string;
}) {
  const language = useLanguage();
  const { t, text } = language;
  if (!target) return <span class="muted">{t.target.none}</span>;
  const words = targetWords(target, unit, decimals, language);
  return (
    <div class="target-status">
      <span class={`target-word target-${target.status}`}>{t.target[target.status]}</span>
      <BulletBar target={target} unit={unit} decimals={decimals} polarity={polarity} name={name} />
      {words.map((line) => (
        <span key={line} class="small">
          {line}
        </span>
      ))}
      {words.length === 0 && target.text && <span class="small">{text(target.text)}</span>}
    </div>
  );
}
