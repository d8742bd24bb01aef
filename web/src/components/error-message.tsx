import type { ApiError } from '../api/client';
import { useLanguage } from '../i18n/language';

/** What happened, what is safe, what to do, and the reference to give to those who help. */
export function ErrorMessage({ error, onRetry }: { error: ApiError; onRetry?: () => void }) {
  const { t } = useLanguage();
  const e = t.error;
  const title =
    error.status === 403 || error.status === 401
      ? e.forbidden
      : error.status === 503
        ? e.closed
        : error.status === 404
          ? t.notFound.title
          : e.title;
  const what =
    error.status === 403 || error.status === 401
      ? e.forbiddenText
      : error.status === 503
        ? e.closedText
        : error.status === 0
          ? e.offline
          : error.message || e.failed;
  return (
    <div class="message message-error" role="alert">
      <p class="message-title">{title}</p>
      <p>{what}</p>
      {error.status !== 404 && (
        <p>
          {e.safe} {e.act}
        </p>
      )}
      {error.reference && (
        <p>
          {e.reference}: <code>{error.reference}</code>
        </p>
      )}
      {onRetry && (
        <button type="button" onClick={onRetry}>
          {e.retry}
        </button>
      )}
    </div>
  );
}
