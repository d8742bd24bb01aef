import { useState } from 'preact/hooks';
import { apiUrl, type ApiError } from '../api/client';
import type {
  Draft,
  MappingCheck,
  MappingFault,
  Preview,
  SourceDetail,
  TargetInfo,
} from '../api/import-types';
import { send } from '../api/send';
import { useFresh } from '../api/use-fresh';
import { ErrorMessage } from '../components/error-message';
import { useAnnounce } from '../components/announcer';
import { useLanguage } from '../i18n/language';
import { FileDrop } from '../imports/file-drop';
import { Sending } from '../imports/sending';
import { useUpload, wasStopped } from '../imports/use-upload';
import { beginningOf } from '../model/file-hints';
import { faultsOf } from '../model/mapping-faults';
import { PreviewView } from './preview-view';
import { TomlEditor } from './toml-editor';
import { sourceWords } from './words';

const TOML = 'application/toml';

/** The id that a mapping gives itself. */
const mappingId = (toml: string): string => /^\s*id\s*=\s*"([^"]+)"/m.exec(toml)?.[1] ?? 'id';

/** The mapping of a source as text: checked, tried with a file, and saved as a new version. */
export function MappingEditor({
  source,
  etag,
  canEdit,
  onSaved,
}: {
  source: Pick<SourceDetail, 'id' | 'toml' | 'origin'>;
  /** The version the text was read as; null: the source must not be there yet. */
  etag: string | null;
  canEdit: boolean;
  onSaved: (id: string) => void;
}) {
  const e = sourceWords.useWords().editor;
  const { lang } = useLanguage();
  const announce = useAnnounce();
  const [text, setText] = useState(source.toml);
  const [faults, setFaults] = useState<readonly MappingFault[]>([]);
  const [said, setSaid] = useState('');
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const [base, setBase] = useState(source.toml);
  if (base !== source.toml) {
    setBase(source.toml);
    setText(source.toml);
  }
  const tell = (words: string) => {
    setSaid(words);
    announce(words);
  };
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    setSaid('');
    try {
      await work();
    } catch (error) {
      const found = faultsOf(error as ApiError);
      if (found.length > 0) setFaults(found);
      else setFailure(error as ApiError);
    }
    setBusy(false);
  };
  const check = () =>
    attempt(async () => {
      const { data } = await send<MappingCheck>('POST', '/api/v1/mappings/check', {
        language: lang,
        body: text,
        type: TOML,
      });
      setFaults(data.faults);
      if (data.valid) tell(e.valid);
    });
  const save = () =>
    attempt(async () => {
      const id = source.id || mappingId(text);
      const { data } = await send<SourceDetail>(
        'PUT',
        `/api/v1/sources/${encodeURIComponent(id)}`,
        {
          language: lang,
          body: text,
          type: TOML,
          headers: etag ? { 'If-Match': etag } : { 'If-None-Match': '*' },
        },
      );
      setFaults([]);
      tell(e.saved(String(data.version)));
      onSaved(id);
    });
  const changed = text !== source.toml;
  return (
    <>
      <p class="muted">{canEdit ? e.help : e.readOnly}</p>
      {canEdit && source.origin === 'shipped' && <p class="muted">{e.shipped}</p>}
      <TomlEditor
        label={e.label}
        value={text}
        faults={faults}
        readOnly={!canEdit}
        onInput={(next) => {
          setText(next);
          setSaid('');
        }}
      />
      {said && <p class="message">{said}</p>}
      {failure &&
        (failure.status === 412 ? (
          <Conflict onReload={() => onSaved(source.id)} />
        ) : (
          <ErrorMessage error={failure} />
        ))}
      {canEdit && (
        <p class="actions no-print">
          <button type="button" disabled={busy} onClick={check}>
            {e.check}
          </button>
          <button type="button" class="primary" disabled={busy || !changed} onClick={save}>
            {e.save}
          </button>
          {changed && <span class="muted">{e.unsaved}</span>}
        </p>
      )}
      {canEdit && <TestWithFile toml={text} onFaults={setFaults} />}
    </>
  );
}

function Conflict({ onReload }: { onReload: () => void }) {
  const e = sourceWords.useWords().editor;
  return (
    <div class="message message-error" role="alert">
      <p class="message-title">{e.conflict}</p>
      <p>{e.conflictAct}</p>
      <button type="button" onClick={onReload}>
        {e.reload}
      </button>
    </div>
  );
}

function TestWithFile({
  toml,
  onFaults,
}: {
  toml: string;
  onFaults: (faults: readonly MappingFault[]) => void;
}) {
  const e = sourceWords.useWords().editor;
  const { lang } = useLanguage();
  const { progress, sendFile, cancel } = useUpload();
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const targets = useFresh<TargetInfo[]>(preview ? '/api/v1/targets' : null);
  const written = /^\s*target\s*=\s*"([^"]+)"/m.exec(toml)?.[1];
  const target = targets.data?.find((one) => one.target === written);
  const run = async () => {
    if (!file) return;
    setFailure(null);
    setPreview(null);
    try {
      const { data } = await send<Draft>('POST', '/api/v1/mappings/drafts', {
        language: lang,
        body: toml,
        type: TOML,
      });
      onFaults(data.faults);
      if (data.faults.length > 0) return;
      const { part } = await beginningOf(file);
      setPreview(await sendFile<Preview>(apiUrl('/mappings/preview', { draft: data.id }), part));
    } catch (error) {
      const found = faultsOf(error as ApiError);
      if (found.length > 0) onFaults(found);
      else if (!wasStopped(error)) setFailure(error as ApiError);
    }
  };
  return (
    <section class="section no-print" aria-labelledby="test">
      <h3 id="test">{e.test}</h3>
      <p class="muted">{e.testText}</p>
      <div class="narrow">
        <FileDrop
          file={file}
          onFile={(next) => {
            setFile(next);
            setPreview(null);
          }}
        />
        <p class="actions">
          <button type="button" disabled={!file || progress !== null} onClick={run}>
            {e.testRun}
          </button>
        </p>
      </div>
      {progress && <Sending progress={progress} onCancel={cancel} />}
      {failure && <ErrorMessage error={failure} />}
      {preview && <PreviewView preview={preview} fields={target?.fields ?? []} />}
    </section>
  );
}
