import { useState } from 'preact/hooks';
import { ApiError } from '../api/client';
import type { PlanImport } from '../api/follow-types';
import { useAnnounce } from '../components/announcer';
import { Dialog } from '../components/dialog';
import { ErrorMessage } from '../components/error-message';
import { useLanguage } from '../i18n/language';
import { useUpload, wasStopped } from '../imports/use-upload';
import { planUrl } from './frame';
import { planWords } from './words';

/** Takes a plan's workbook: shows what would happen, and stores it when told to. */
export function ImportDialog({
  plan,
  onDone,
}: {
  plan: string;
  onDone: (stored: boolean) => void;
}) {
  const w = planWords.useWords().importing;
  const announce = useAnnounce();
  const { progress, sendFile } = useUpload();
  const [file, setFile] = useState<File | null>(null);
  const [tried, setTried] = useState<PlanImport | null>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const url = planUrl(plan, 'import');
  const send = async (chosen: File, dryRun: boolean): Promise<PlanImport | null> => {
    setFailure(null);
    try {
      return await sendFile<PlanImport>(dryRun ? `${url}?dryRun=true` : url, chosen);
    } catch (error) {
      if (!wasStopped(error)) setFailure(error instanceof ApiError ? error : null);
      return null;
    }
  };
  const choose = async (chosen: File | undefined) => {
    setTried(null);
    setFile(chosen ?? null);
    if (chosen) setTried(await send(chosen, true));
  };
  const store = async () => {
    if (!file || !(await send(file, false))) return;
    announce(w.stored);
    onDone(true);
  };
  const ready = tried && tried.faults.length === 0 && tried.changes.length > 0;
  return (
    <Dialog title={w.open} onClose={() => onDone(false)}>
      <div class="stack">
        <p>{w.lead}</p>
        <label class="field">
          <span>{w.file}</span>
          <input
            type="file"
            accept=".xlsx"
            onChange={(event) => void choose(event.currentTarget.files?.[0])}
          />
        </label>
        <p role="status">
          {progress && w.checking}
          {tried &&
            (tried.changes.length === 0 && tried.faults.length === 0
              ? w.nothing
              : w.summary(
                  tried.summary.created,
                  tried.summary.changed,
                  tried.summary.unchanged,
                ))}
        </p>
        {failure && <ErrorMessage error={failure} />}
        {tried && tried.faults.length > 0 && <Faults tried={tried} />}
        {tried && tried.changes.length > 0 && <Changes tried={tried} />}
        {ready && (
          <p class="actions">
            <button type="button" class="primary" disabled={Boolean(progress)} onClick={store}>
              {w.store}
            </button>
          </p>
        )}
      </div>
    </Dialog>
  );
}

function Faults({ tried }: { tried: PlanImport }) {
  const w = planWords.useWords().importing;
  const { lang } = useLanguage();
  return (
    <section>
      <h3>{w.faults(tried.faults.length)}</h3>
      <p>{w.faultsLead}</p>
      <section class="table-scroll" aria-label={w.faults(tried.faults.length)} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{w.sheet}</th>
              <th scope="col">{w.row}</th>
              <th scope="col">{w.column}</th>
              <th scope="col">{w.expected}</th>
            </tr>
          </thead>
          <tbody>
            {tried.faults.map((fault, i) => (
              <tr key={i}>
                <td>{fault.sheet}</td>
                <td>{fault.row > 0 ? fault.row : ''}</td>
                <td>{fault.column}</td>
                <td>
                  {fault.message[lang]}
                  {fault.value && <code> {fault.value}</code>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Changes({ tried }: { tried: PlanImport }) {
  const w = planWords.useWords().importing;
  return (
    <section>
      <h3>{w.changes}</h3>
      <section class="table-scroll" aria-label={w.changes} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{w.sheet}</th>
              <th scope="col">{w.row}</th>
              <th scope="col">{w.what}</th>
              <th scope="col">{w.column}</th>
            </tr>
          </thead>
          <tbody>
            {tried.changes.map((change) => (
              <tr key={`${change.part}/${change.id}`}>
                <td>{change.sheet}</td>
                <td>{change.row}</td>
                <td>{change.title}</td>
                <td>{change.action === 'create' ? w.created : change.columns.join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
