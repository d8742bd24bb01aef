import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useReference } from '../api/reference';
import { useLanguage } from '../i18n/language';
import { useHref } from '../routing/location';

interface Crumb {
  name: string;
  href: string;
}

let firstPage = true;

/**
 * Heading of a page. Sets the title of the window and, after a move between pages, puts the
 * focus on the heading so that a screen reader begins there.
 */
export function PageHead({
  title,
  windowTitle,
  crumbs = [],
  eyebrow,
  children,
}: {
  title: string;
  windowTitle?: string;
  crumbs?: Crumb[];
  eyebrow?: string;
  children?: ComponentChildren;
}) {
  const { t } = useLanguage();
  const { info } = useReference();
  const href = useHref();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${windowTitle ?? title} – ${info.site.name}`;
  }, [title, windowTitle, info.site.name]);
  useEffect(() => {
    if (!firstPage) heading.current?.focus();
    firstPage = false;
  }, []);
  return (
    <div class="page-head">
      {crumbs.length > 0 && (
        <nav aria-label={t.breadcrumbs} class="crumbs">
          <ol>
            {crumbs.map((crumb) => (
              <li key={crumb.href}>
                <a href={href(crumb.href)}>{crumb.name}</a>
              </li>
            ))}
            <li aria-current="page">{title}</li>
          </ol>
        </nav>
      )}
      {eyebrow && <p class="eyebrow">{eyebrow}</p>}
      <h1 tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {children}
    </div>
  );
}
