import { useEffect, useState } from 'preact/hooks';
import type { ApiError } from '../api/client';
import type { Report, ReportDraft } from '../api/report-types';
import { send } from '../api/send';
import { useAnnounce } from '../components/announcer';
import { ErrorMessage } from '../components/error-message';
import { FormField } from '../components/form-field';
import { useLanguage } from '../i18n/language';
import { reportWords } from './words';

const draftOf = ({ summary, comments, goalComments, signOff }: Report): ReportDraft => ({
  summary,
  comments: { ...comments },
  goalComments: { ...goalComments },
  signOff: { ...signOff },
});

/** The report with what is in the fields, for the preview. */
export const withDraft = (report: Report, draft: ReportDraft): Report => ({
  ...report,
  ...draft,
  figures: report.figures.map((figure) => ({
    ...figure,
    comment: draft.comments[figure.keyFigure] ?? '',
  })),
  goals: report.goals.map((goal) => ({ ...goal, comment: draft.goalComments[goal.id] ?? '' })),
});

/** The field of a key figure's comment, for the list of what is left to do. */
export const commentId = (keyFigure: string): string => `comment-${keyFigure}`;

/** The fields of a draft. What somebody else changed meanwhile is never overwritten. */
export function ReportEditor({
  url,
  report,
  onDraft,
  onSaved,
  onReload,
}: {
  url: string;
  report: Report;
  /** Told at each letter, for the preview; `changed` when something is not saved. */
  onDraft: (draft: ReportDraft, changed: boolean) => void;
  onSaved: (report: Report) => void;
  onReload: () => void;
}) {
  const w = reportWords.useWords();
  const { lang, text } = useLanguage();
  const announce = useAnnounce();
  const [draft, setDraft] = useState(() => draftOf(report));
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const changed = JSON.stringify(draft) !== JSON.stringify(draftOf(report));
  useEffect(() => onDraft(draft, changed), [draft, changed]);
  const errorAt = (pointer: string): string | null => {
    const one = failure?.problem.errors?.find((error) => error.pointer === pointer);
    return one ? text(one.message) : null;
  };
  const save = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      const { data } = await send<Report>('PUT', url, {
        language: lang,
        body: draft,
        headers: { 'If-Match': `"${report.version}"` },
      });
      announce(w.saved);
      setDraft(draftOf(data));
      onSaved(data);
    } catch (error) {
      setFailure(error as ApiError);
    }
    setBusy(false);
  };
  return (
    <form class="card stack" onSubmit={save} noValidate>
      <h2>{w.write}</h2>
      {failure?.status === 412 && (
        <div class="message message-wait" role="alert">
          <p>{w.stale}</p>
          <button type="button" onClick={onReload}>
            {w.reload}
          </button>
        </div>
      )}
      {failure && failure.status !== 412 && <ErrorMessage error={failure} />}
      <FormField
        label={w.summary}
        value={draft.summary}
        lines={4}
        error={errorAt('/summary')}
        onInput={(summary) => setDraft({ ...draft, summary })}
      />
      {report.figures.map((figure) => (
        <FormField
          key={figure.keyFigure}
          id={commentId(figure.keyFigure)}
          label={w.commentOn(text(figure.name))}
          value={draft.comments[figure.keyFigure] ?? ''}
          lines={3}
          error={errorAt(`/comments/${figure.keyFigure}`)}
          onInput={(comment) =>
            setDraft({ ...draft, comments: { ...draft.comments, [figure.keyFigure]: comment } })
          }
        />
      ))}
      {report.goals.map((goal) => (
        <FormField
          key={goal.id}
          label={w.goalComment(goal.text)}
          value={draft.goalComments[goal.id] ?? ''}
          lines={2}
          error={errorAt(`/goalComments/${goal.id}`)}
          onInput={(comment) =>
            setDraft({ ...draft, goalComments: { ...draft.goalComments, [goal.id]: comment } })
          }
        />
      ))}
      <fieldset class="stack">
        <legend>{w.signOff}</legend>
        {(['body', 'name', 'date', 'reference'] as const).map((field) => (
          <FormField
            key={field}
            id={`sign-off-${field}`}
            label={w.signOffFields[field]}
            value={draft.signOff[field]}
            error={errorAt(`/signOff/${field}`)}
            onInput={(value) =>
              setDraft({ ...draft, signOff: { ...draft.signOff, [field]: value } })
            }
          />
        ))}
      </fieldset>
      <p class="actions">
        <button type="submit" class="primary" disabled={busy}>
          {w.save}
        </button>
        {changed && <span class="small">{w.unsaved}</span>}
      </p>
    </form>
  );
}
