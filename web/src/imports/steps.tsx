import { sourceWords } from '../sources/words';

/** Where one is in the wizard, told as a list. */
export function Steps({ step }: { step: number }) {
  const w = sourceWords.useWords().wizard;
  return (
    <ol class="steps" aria-label={w.stepsLabel}>
      {w.steps.map((name, index) => (
        <li
          key={name}
          class={index + 1 < step ? 'done' : ''}
          aria-current={index + 1 === step ? 'step' : undefined}
        >
          <span class="step-number">{index + 1}</span> {name}
        </li>
      ))}
    </ol>
  );
}
