import { useEffect, useRef } from 'preact/hooks';
import { planWords } from './words';

export interface Fault {
  /** The id of the field that it is about. */
  id: string;
  label: string;
  message: string;
}

/** Everything that is wrong with a form, on top of it, each with a way to its field. */
export function ErrorSummary({ faults, attempt }: { faults: readonly Fault[]; attempt: number }) {
  const w = planWords.useWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (faults.length > 0) box.current?.focus();
    // Only a new attempt moves the focus: not each letter that mends a fault.
  }, [attempt]);
  if (faults.length === 0) return null;
  const go = (event: Event, id: string) => {
    event.preventDefault();
    document.getElementById(id)?.focus();
  };
  return (
    <div class="message message-error" role="alert" tabIndex={-1} ref={box}>
      <p class="message-title">{w.summary}</p>
      <ul class="bulleted">
        {faults.map((fault) => (
          <li key={fault.id}>
            <a href={`#${fault.id}`} onClick={(event) => go(event, fault.id)}>
              {fault.label}: {fault.message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
