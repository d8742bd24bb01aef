import { useId } from 'preact/hooks';
import { useHref } from '../routing/location';

/** A row of links of which one is chosen: every choice has an address of its own. */
export function ChoiceLinks({
  label,
  choices,
}: {
  label: string;
  choices: readonly { label: string; href: string; current: boolean }[];
}) {
  const href = useHref();
  const id = useId();
  return (
    <div class="field">
      <span class="field-label" id={id}>
        {label}
      </span>
      <ul class="choices" aria-labelledby={id}>
        {choices.map((choice) => (
          <li key={choice.label}>
            <a href={href(choice.href)} aria-current={choice.current ? 'true' : undefined}>
              {choice.label}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
