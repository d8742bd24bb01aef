import { useState } from 'preact/hooks';
import type { Item } from '../api/follow-types';
import { useFresh } from '../api/use-fresh';
import { useAnnounce } from '../components/announcer';
import { planUrl } from './frame';
import { useSaving, type Saving } from './saving';
import type { Done } from './toast';
import { planWords } from './words';

const ADDED = new Set([
  'id',
  'version',
  'changedAt',
  'changedBy',
  'example',
  'suggestion',
  'removed',
]);

/** What was written of an item, without what the server adds. */
export const writtenOf = (item: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !ADDED.has(name)));

export interface Items<T extends Item> {
  items: T[];
  error: ReturnType<typeof useFresh>['error'];
  loading: boolean;
  again: () => void;
  saving: Saving;
  done: Done | null;
  /** Each tells by `message` what was done and offers the way back; false when it failed. */
  add: (body: object, message: string) => Promise<boolean>;
  alter: (item: T, change: Partial<T>, message: string) => Promise<boolean>;
  remove: (item: T, message: string) => Promise<boolean>;
}

/** The items of one kind in a plan, of which each change can be taken back. */
export function useItems<T extends Item>(
  plan: string,
  kind: 'activities' | 'updates' | 'assessments',
  belongs: (item: T) => boolean,
  onChange: () => void,
): Items<T> {
  const w = planWords.useWords();
  const announce = useAnnounce();
  const saving = useSaving();
  const [done, setDone] = useState<Done | null>(null);
  const { data, error, again } = useFresh<{ items: T[] }>(`${planUrl(plan, kind)}?limit=1000`);
  const changed = () => {
    again();
    onChange();
  };
  const undo = (id: string, version: number) => async () => {
    const url = planUrl(plan, kind, id, 'undo');
    if (!(await saving.change('POST', url, { version }))) return;
    setDone(null);
    announce(w.undone);
    changed();
  };
  const take = (message: string, back: Done['undo']) => {
    setDone({ message, undo: back });
    changed();
    return true;
  };
  const remove = async (item: T, message: string) => {
    const url = planUrl(plan, kind, item.id);
    const sent = await saving.change('DELETE', url, { version: item.version });
    return sent !== null && take(message, undo(item.id, item.version + 1));
  };
  return {
    items: (data?.items ?? []).filter(belongs),
    error,
    loading: !data && !error,
    again,
    saving,
    done,
    add: async (body, message) => {
      const sent = await saving.change<T>('POST', planUrl(plan, kind), { body, version: null });
      return sent !== null && take(message, () => void remove(sent.data, w.undone));
    },
    alter: async (item, change, message) => {
      const body = { ...writtenOf(item), ...change };
      const url = planUrl(plan, kind, item.id);
      const sent = await saving.change<T>('PUT', url, { body, version: item.version });
      return sent !== null && take(message, undo(item.id, sent.data?.version ?? item.version + 1));
    },
    remove,
  };
}
