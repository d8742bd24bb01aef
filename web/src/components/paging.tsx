import { formatCount } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { useHref } from '../routing/location';

/** Links to the page before and the page after; nothing when there is one page. */
export function Paging({
  labels,
  page,
  pages,
  link,
}: {
  labels: {
    label: string;
    previous: string;
    next: string;
    at: (page: string, pages: string) => string;
  };
  page: number;
  pages: number;
  link: (page: number) => string;
}) {
  const { lang } = useLanguage();
  const href = useHref();
  if (pages <= 1) return null;
  return (
    <nav class="paging" aria-label={labels.label}>
      {page > 1 && <a href={href(link(page - 1))}>‹ {labels.previous}</a>}
      <span>{labels.at(formatCount(page, lang), formatCount(pages, lang))}</span>
      {page < pages && <a href={href(link(page + 1))}>{labels.next} ›</a>}
    </nav>
  );
}
