import { useEffect, useRef } from 'preact/hooks';
import type { ToDoList } from '../api/follow-types';
import { useFresh } from '../api/use-fresh';
import { useHref, useRouter } from '../routing/location';
import { planWords } from './words';

/** The way to what waits for the signed-in person, with how much it is. */
export function ToDoLink() {
  return (
    <planWords.Words quiet>
      <Counted />
    </planWords.Words>
  );
}

function Counted() {
  const w = planWords.useWords();
  const href = useHref();
  const { path } = useRouter();
  const { data, again } = useFresh<ToDoList>('/api/v1/to-do');
  // What was done on the page that is left no longer waits.
  const asked = useRef(path);
  useEffect(() => {
    if (asked.current !== path) again();
    asked.current = path;
  }, [path, again]);
  return (
    <a href={href('/att-gora')} aria-current={path === '/att-gora' ? 'page' : undefined}>
      {w.toDo}
      {data && data.total > 0 && (
        <>
          {' '}
          <span class="badge badge-grey" aria-hidden="true">
            {data.total}
          </span>
          <span class="visually-hidden">({w.toDoCount(data.total)})</span>
        </>
      )}
    </a>
  );
}
