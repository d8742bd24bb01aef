import { useEffect, useState } from 'preact/hooks';
import { ApiError, apiUrl } from '../api/client';
import type {
  Draft,
  MappingCheck,
  MappingFault,
  Preview,
  Receipt,
  Source,
  Suggestion,
  TargetInfo,
} from '../api/import-types';
import { send } from '../api/send';
import type { Page } from '../api/types';
import { useFresh } from '../api/use-fresh';
import { useLanguage } from '../i18n/language';
import { beginningOf } from '../model/file-hints';
import {
  derivedFields,
  firstChoices,
  firstLookups,
  firstSpread,
  gapsOf,
  idOf,
  mappingOf,
} from '../model/wizard';
import { address } from '../routing/address';
import { useRouter } from '../routing/location';
import { may, useSession } from '../session/session';
import { useUpload, wasStopped } from './use-upload';
import {
  NEW_SYSTEM,
  choicesOf,
  forgetChoices,
  nothingKept,
  nothingRead,
  recall,
  remember,
  type FromFile,
  type Kept,
} from './wizard-state';
import { said } from './words';

const TOML = 'application/toml';
const withId = (toml: string, id: string): string =>
  toml.replace(/^(\s*id\s*=\s*)"[^"]*"/m, `$1"${id}"`);

/** What the wizard knows and can do; nothing is stored before `store`. */
export function useWizard() {
  const { lang } = useLanguage();
  const { query, go } = useRouter();
  const { session } = useSession();
  const sources = useFresh<Page<Source>>(apiUrl('/sources', { limit: 1000 }));
  const targets = useFresh<TargetInfo[] | { items: TargetInfo[] }>('/api/v1/targets');
  const [kept, setKept] = useState<Kept>(recall);
  const [read, setRead] = useState<FromFile>(nothingRead);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [stopped, setStopped] = useState(false);
  const [faults, setFaults] = useState<readonly MappingFault[]>([]);
  const [done, setDone] = useState<Receipt | null>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const { progress, sendFile, cancel } = useUpload();

  const chosen = query.get('kalla');
  useEffect(() => {
    if (chosen && chosen !== kept.source) change({ source: chosen });
  }, [chosen]);
  useEffect(() => remember(kept), [kept]);

  const take = (next: Partial<FromFile>) => setRead((old) => ({ ...old, ...next }));
  /** Another choice: what was tried with the earlier ones no longer holds. */
  const change = (next: Partial<Kept>) => {
    setKept((old) => ({ ...old, ...next }));
    if (Object.keys(next).some((name) => name !== 'id')) take({ dryRun: null, refusal: null });
  };
  const isNew = kept.source === NEW_SYSTEM;
  const all = Array.isArray(targets.data) ? targets.data : targets.data?.items;
  const target = all?.find((one) => one.target === kept.target);
  const ready = read.file !== null && (!isNew || read.suggestion !== null);
  const wanted = Math.min(4, Math.max(1, Number(query.get('steg')) || 1));
  const step = !ready ? 1 : read.dryRun || wanted < 3 ? wanted : read.preview ? 3 : 2;
  const at = (next: number) => go(address('/import/ny', { steg: next === 1 ? null : next }));

  /** Does something that may take a while or fail; a person's stop is no failure. */
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    setStopped(false);
    try {
      await work();
    } catch (error) {
      if (wasStopped(error)) setStopped(true);
      else setFailure(error as ApiError);
    }
    setBusy(false);
  };

  const readFile = () =>
    attempt(async () => {
      const { file } = read;
      if (!file) return;
      setAsked(false);
      if (isNew) {
        const { part, whole } = await beginningOf(file);
        const suggestion = await sendFile<Suggestion>(
          apiUrl('/mappings/suggest', { target: kept.target }),
          part,
        );
        if (suggestion.refused) {
          const { message } = suggestion.refused;
          throw new ApiError(422, said(message, lang), null);
        }
        const columns = target ? firstChoices(suggestion, kept.columns, target) : [];
        change({
          columns,
          spread: kept.spread.form ? kept.spread : firstSpread(suggestion, columns),
          lookups: { ...firstLookups(suggestion), ...kept.lookups },
          id: kept.id || idOf(kept.name),
        });
        take({ suggestion, whole, preview: null });
      } else take({ suggestion: null, preview: null, dryRun: null, refusal: null });
      at(2);
    });

  const mapping = () =>
    read.suggestion
      ? mappingOf(
          read.suggestion,
          { id: kept.id || idOf(kept.name), name: kept.name, target: kept.target },
          choicesOf(kept),
          target,
        )
      : {};
  const mappingBody = () =>
    kept.toml === null ? { body: mapping() } : { body: kept.toml, type: TOML };

  const makeText = () =>
    attempt(async () => {
      const { data } = await send<MappingCheck>('POST', '/api/v1/mappings/check', {
        language: lang,
        body: mapping(),
      });
      change({ toml: data.toml ?? read.suggestion?.toml ?? '' });
    });

  const check = () =>
    attempt(async () => {
      const { file } = read;
      if (!file) return;
      setAsked(true);
      setFaults([]);
      const choices = choicesOf(kept);
      const derived = read.suggestion ? derivedFields(read.suggestion, choices, target) : [];
      const names = derived.map((field) => String(field['to']));
      if (isNew && kept.toml === null && target && gapsOf(target, choices, names).length > 0)
        return;
      take({ preview: null, dryRun: null, refusal: null });
      let under: { draft: string } | { source: string } = { source: kept.source };
      if (isNew) {
        const { data } = await send<Draft>('POST', '/api/v1/mappings/drafts', {
          language: lang,
          ...mappingBody(),
        });
        setFaults(data.faults);
        if (data.faults.length > 0) return;
        under = { draft: data.id };
      }
      const { part } = await beginningOf(file);
      const preview = await sendFile<Preview>(apiUrl('/mappings/preview', under), part);
      let dryRun: Receipt | null = null;
      let refusal: ApiError | null = null;
      if (!preview.refused) {
        try {
          dryRun = await sendFile<Receipt>(apiUrl('/imports', { ...under, dryRun: 'true' }), file);
        } catch (error) {
          if (wasStopped(error) || (error as ApiError).status !== 422) throw error;
          refusal = error as ApiError;
        }
      }
      take({ preview, dryRun, refusal });
      at(3);
    });

  const store = () =>
    attempt(async () => {
      const { file } = read;
      if (!file) return;
      if (isNew) {
        await send('PUT', `/api/v1/sources/${encodeURIComponent(kept.id)}`, {
          language: lang,
          ...(kept.toml === null
            ? mappingBody()
            : { body: withId(kept.toml, kept.id), type: TOML }),
          headers: { 'If-None-Match': '*' },
        });
        // The source is there now: should the file not go through, it is the known one.
        change({ source: kept.id, toml: null });
      }
      const receipt = await sendFile<Receipt>(
        apiUrl('/imports', { source: isNew ? kept.id : kept.source }),
        file,
      );
      forgetChoices();
      if (may(session, 'import.read')) go(`/import/korningar/${receipt.id}`, { replace: true });
      else setDone(receipt);
    });

  /** The mapping as a text to hand to somebody who may save it. */
  const mappingText = async () => {
    if (kept.toml !== null) return withId(kept.toml, kept.id);
    const { data } = await send<MappingCheck>('POST', '/api/v1/mappings/check', {
      language: lang,
      body: mapping(),
    });
    return data.toml ?? '';
  };

  const restart = () => {
    setKept(nothingKept());
    setRead(nothingRead());
    setDone(null);
    setFailure(null);
    at(1);
  };

  /** Another file: what was read of the one before goes. */
  const takeFile = (file: File) => {
    setRead({ ...nothingRead(), file });
    setKept((old) => ({ ...old, fileName: file.name }));
  };

  return {
    sources,
    targets: { error: targets.error, all },
    kept,
    read,
    target,
    isNew,
    step,
    at,
    asked,
    busy,
    stopped,
    faults,
    done,
    failure,
    progress,
    cancel,
    change,
    takeFile,
    readFile,
    makeText,
    check,
    store,
    mappingText,
    restart,
  };
}
