import type { ToDo, ToDoList } from '../api/follow-types';
import { useFresh } from '../api/use-fresh';
import { ErrorMessage } from '../components/error-message';
import { Listed } from '../components/listed';
import { PageHead } from '../components/page-head';
import { Pending } from '../components/pending';
import { Tag } from '../components/tag';
import { useLanguage } from '../i18n/language';
import { groupsOf } from '../model/to-do';
import { FeedPart } from '../plan/to-do-feed';
import { RemindersPart } from '../plan/to-do-reminders';
import { planWords } from '../plan/words';
import { useHref } from '../routing/location';
import { useSignInHref } from '../session/require';
import { useSession } from '../session/session';

/** What waits for the person who is signed in. */
export function ToDoPage() {
  return (
    <planWords.Words>
      <Page />
    </planWords.Words>
  );
}

function Page() {
  const w = planWords.useWords();
  const { session } = useSession();
  const signIn = useSignInHref();
  if (session === undefined) return <Pending shape="page" />;
  return (
    <>
      <PageHead title={w.toDoTitle}>
        <p class="lead">{session ? w.toDoLead : w.toDoSignIn}</p>
      </PageHead>
      {session ? (
        <List />
      ) : (
        <p>
          <a class="button primary" href={signIn}>
            {w.signIn}
          </a>
        </p>
      )}
    </>
  );
}

function List() {
  const w = planWords.useWords();
  const href = useHref();
  const { data, error, again } = useFresh<ToDoList>('/api/v1/to-do');
  if (error) return <ErrorMessage error={error} onRetry={again} />;
  if (!data) return <Pending shape="lines" />;
  const late = data.items.filter((one) => one.overdue).length;
  return (
    <>
      {data.items.length === 0 ? (
        <p class="message">
          {w.nothingToDo} <a href={href('/handlingsplan')}>{w.toPlan}</a>
        </p>
      ) : (
        <p>
          {w.toDoCount(data.items.length)}
          {late > 0 && `, ${w.lateCount(late)}`}.
        </p>
      )}
      {groupsOf(data.items).map(({ kind, items }) => (
        <section key={kind} class="section" aria-labelledby={`kind-${kind}`}>
          <h2 id={`kind-${kind}`}>
            {w.kinds[kind]} <span class="muted">({items.length})</span>
          </h2>
          <ul class="plain-list to-do">
            {items.map((one) => (
              <Line key={`${one.href} ${one.title.sv}`} one={one} />
            ))}
          </ul>
        </section>
      ))}
      {data.reminders && <RemindersPart reminders={data.reminders} />}
      <FeedPart />
    </>
  );
}

function Line({ one }: { one: ToDo }) {
  const w = planWords.useWords();
  const href = useHref();
  const { text } = useLanguage();
  return (
    <li>
      <a class="name" href={href(one.href)}>
        {text(one.title)}
      </a>{' '}
      {one.overdue && <Tag kind="bad">{w.lateTag}</Tag>}
      <span class="small">
        <Listed
          texts={[one.due && w.dueOn(one.due), one.detail && text(one.detail), one.orgUnit]}
          between=" · "
        />
      </span>
    </li>
  );
}
