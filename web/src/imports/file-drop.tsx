import { useId, useRef, useState } from 'preact/hooks';
import { formatBytes } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { hintsOf } from '../model/file-hints';
import { sourceWords } from '../sources/words';

/** Takes a file by dragging or choosing, and says at once what can be seen of it. */
export function FileDrop({
  file,
  onFile,
  error,
}: {
  file: File | null;
  onFile: (file: File) => void;
  error?: string | null;
}) {
  const f = sourceWords.useWords().file;
  const { lang } = useLanguage();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (list: FileList | null | undefined) => {
    const first = list?.[0];
    if (first) onFile(first);
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer?.files);
  };
  const dragged = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <div class="field">
      {/* Dragging is one way of two: the button does the same by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        class={`drop${over ? ' is-over' : ''}`}
        onDragOver={dragged}
        onDragLeave={() => setOver(false)}
        onDrop={dropped}
      >
        {file ? (
          <p>
            <strong>{file.name}</strong>
            <span class="small">{formatBytes(file.size, lang)}</span>
          </p>
        ) : (
          <p>
            {f.drop} <span class="muted">{f.or}</span>
          </p>
        )}
        <label class="button" for={id}>
          {file ? f.change : f.pick}
        </label>
        <input
          ref={input}
          id={id}
          class="file-input"
          type="file"
          accept=".csv,.txt,.tsv,.xlsx,.json,.ndjson,.xml"
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={`${id}-help`}
          onChange={(event) => take(event.currentTarget.files)}
        />
        <p class="small" id={`${id}-help`}>
          {f.formats}
        </p>
      </div>
      {file &&
        hintsOf(file).map((hint) => (
          <p key={hint} class={hint === 'xls' || hint === 'empty' ? 'field-error' : 'small'}>
            {f[hint]}
          </p>
        ))}
      {error && <p class="field-error">{error}</p>}
    </div>
  );
}
