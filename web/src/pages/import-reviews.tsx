import { useState } from 'preact/hooks';
import type { Review } from '../api/import-types';
import { findRegion, useReference } from '../api/reference';
import { send } from '../api/send';
import type { Page } from '../api/types';
import { useFresh } from '../api/use-fresh';
import { Dialog } from '../components/dialog';
import { ErrorMessage } from '../components/error-message';
import { PageHead } from '../components/page-head';
import { Pending } from '../components/pending';
import { formatTime } from '../format/date';
import { formatExact, formatUnit, withUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { ImportPage } from '../imports/guarded';
import { ReasonForm } from '../imports/reason-form';
import { importWords } from '../imports/words';
import { useHref } from '../routing/location';
import { may, useSession } from '../session/session';

type Verdict = 'accept' | 'decline';

/** Values that a person verified and an import wanted to change. */
export function Reviews() {
  return (
    <ImportPage title={(w) => w.review.title}>
      <ReviewsPage />
    </ImportPage>
  );
}

function ReviewsPage() {
  const w = importWords.useWords();
  const r = w.review;
  const { data, error, again } = useFresh<Page<Review>>('/api/v1/reviews');
  const open = data?.items.filter((one) => one.state === 'open') ?? [];
  const decided = data?.items.filter((one) => one.state !== 'open') ?? [];
  return (
    <>
      <PageHead title={r.title} crumbs={[{ name: w.title, href: '/import' }]}>
        <p class="lead">{r.lead}</p>
      </PageHead>
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="lines" />}
      {data && open.length === 0 && <p>{r.none}</p>}
      {open.length > 0 && <ReviewTable reviews={open} caption={r.title} again={again} />}
      {decided.length > 0 && (
        <div class="section">
          <h2>{r.decided}</h2>
          <ReviewTable reviews={decided} caption={r.decided} again={again} />
        </div>
      )}
    </>
  );
}

function ReviewTable({
  reviews,
  caption,
  again,
}: {
  reviews: readonly Review[];
  caption: string;
  again: () => void;
}) {
  const w = importWords.useWords();
  const r = w.review;
  const { lang, text } = useLanguage();
  const reference = useReference();
  const href = useHref();
  const { session } = useSession();
  const [asked, setAsked] = useState<{ review: Review; verdict: Verdict } | null>(null);
  const figure = (id: string) => reference.keyFigures.find((one) => one.id === id);
  const name = (id: string) => {
    const found = figure(id);
    return found ? text(found.name) : id;
  };
  const show = (review: Review, value: number | null) => {
    const found = figure(review.keyFigure);
    if (value === null) return w.effects.noValue;
    return withUnit(
      formatExact(value, found?.decimals ?? 1, lang),
      formatUnit(found?.unit ?? '', lang),
    );
  };
  const decides = may(session, 'review.decide');
  return (
    <>
      <section class="table-scroll" aria-label={caption} tabIndex={0}>
        <table class="reviews">
          <caption class="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{r.figure}</th>
              <th scope="col">{r.area}</th>
              <th scope="col">{r.period}</th>
              <th scope="col" class="number">
                {r.verified}
              </th>
              <th scope="col" class="number">
                {r.incoming}
              </th>
              <th scope="col">{w.columns.state}</th>
            </tr>
          </thead>
          <tbody>
            {reviews.map((review) => (
              <tr key={review.id}>
                <th scope="row">{name(review.keyFigure)}</th>
                <td>{findRegion(reference, review.area)?.shortName ?? review.area}</td>
                <td>{review.period}</td>
                <td class="number">
                  {show(review, review.verified.value)}
                  <span class="small">
                    {r.by(review.verified.by, formatTime(review.verified.at))}
                  </span>
                </td>
                <td class="number">
                  {show(review, review.incoming.value)}
                  <a class="small" href={href(`/import/korningar/${review.incoming.batch}`)}>
                    {r.from(review.incoming.source)}
                  </a>
                </td>
                <td>
                  {review.state !== 'open' || !decides ? (
                    r.states[review.state]
                  ) : (
                    <span class="actions">
                      <button
                        type="button"
                        onClick={() => setAsked({ review, verdict: 'decline' })}
                      >
                        {r.decline}
                      </button>
                      <button type="button" onClick={() => setAsked({ review, verdict: 'accept' })}>
                        {r.accept}
                      </button>
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {asked && (
        <Dialog
          title={r.decide(
            `${name(asked.review.keyFigure)} ${asked.review.area} ${asked.review.period}`,
          )}
          onClose={() => setAsked(null)}
        >
          <p>
            {r[asked.verdict]}:{' '}
            <strong>
              {show(
                asked.review,
                asked.verdict === 'accept'
                  ? asked.review.incoming.value
                  : asked.review.verified.value,
              )}
            </strong>
          </p>
          <ReasonForm
            button={r.confirm}
            onCancel={() => setAsked(null)}
            onReason={async (reason) => {
              await send('POST', `/api/v1/reviews/${asked.review.id}/${asked.verdict}`, {
                language: lang,
                body: { reason },
              });
              setAsked(null);
              again();
            }}
          />
        </Dialog>
      )}
    </>
  );
}
