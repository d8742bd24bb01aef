import { useId, useRef } from 'preact/hooks';
import type { MappingFault } from '../api/import-types';
import { useLanguage } from '../i18n/language';
import { said } from '../imports/words';
import { placeIn } from '../model/text-place';
import { sourceWords } from './words';

/** A text with numbered lines; each fault leads to its place. */
export function TomlEditor({
  label,
  value,
  faults,
  readOnly = false,
  onInput,
}: {
  label: string;
  value: string;
  faults: readonly MappingFault[];
  readOnly?: boolean;
  onInput: (value: string) => void;
}) {
  const e = sourceWords.useWords().editor;
  const { lang } = useLanguage();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLPreElement>(null);
  const lines = value.split('\n').length;
  const wrong = new Set(faults.map((fault) => fault.line));
  const follow = () => {
    if (gutter.current && area.current) gutter.current.scrollTop = area.current.scrollTop;
  };
  const show = (fault: MappingFault) => {
    const element = area.current;
    if (!element) return;
    const { start, end } = placeIn(value, fault.line, fault.column);
    element.focus();
    element.setSelectionRange(start, end);
    const height = Number.parseFloat(getComputedStyle(element).lineHeight) || 20;
    element.scrollTop = Math.max(0, (fault.line - 4) * height);
    follow();
  };
  return (
    <div class="editor">
      <label class="field-label" for={id}>
        {label}
      </label>
      {faults.length > 0 && (
        <div class="message message-error" role="alert" id={`${id}-faults`}>
          <p class="message-title">{e.faults(faults.length)}</p>
          <ul class="plain-list">
            {faults.map((fault) => (
              <li key={`${fault.line} ${fault.column} ${said(fault.message, lang)}`}>
                <button type="button" class="quiet" onClick={() => show(fault)}>
                  {e.at(fault.line, fault.column)}
                </button>{' '}
                {said(fault.message, lang)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div class="editor-frame">
        <pre class="gutter" ref={gutter} aria-hidden="true">
          {Array.from({ length: lines }, (_, index) => (
            <span key={index + 1} class={wrong.has(index + 1) ? 'wrong' : ''}>
              {index + 1}
              {'\n'}
            </span>
          ))}
        </pre>
        <textarea
          id={id}
          ref={area}
          value={value}
          rows={24}
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
          readOnly={readOnly}
          aria-invalid={faults.length > 0 ? 'true' : undefined}
          aria-describedby={faults.length > 0 ? `${id}-faults` : undefined}
          onScroll={follow}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      </div>
    </div>
  );
}
