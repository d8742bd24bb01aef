import { useId, useRef, useState } from 'preact/hooks';
import { useReference } from '../api/reference';
import { useLanguage } from '../i18n/language';
import { search } from '../model/search';
import { useHref, useRouter } from '../routing/location';

/** Finds key figures and regions while one writes; the hits are plain links below the box. */
export function SearchBox() {
  const { t, lang } = useLanguage();
  const reference = useReference();
  const { go } = useRouter();
  const href = useHref();
  const [question, setQuestion] = useState('');
  const box = useRef<HTMLFormElement>(null);
  const id = useId();
  const hits = search(reference, question, lang);
  const asked = question.trim() !== '';
  const step = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setQuestion('');
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const links = [...(box.current?.querySelectorAll<HTMLElement>('input, .hits a') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[(at + (event.key === 'ArrowDown' ? 1 : -1) + links.length) % links.length]?.focus();
    event.preventDefault();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (!hits[0]) return;
    setQuestion('');
    go(hits[0].href);
  };
  const left = (event: FocusEvent) => {
    if (!box.current?.contains(event.relatedTarget as Node | null)) setQuestion('');
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      class="search"
      role="search"
      ref={box}
      onSubmit={submit}
      onKeyDown={step}
      onFocusOut={left}
    >
      <label for={id} class="visually-hidden">
        {t.search.label}
      </label>
      <input
        id={id}
        type="search"
        autocomplete="off"
        placeholder={t.search.label}
        value={question}
        onInput={(event) => setQuestion(event.currentTarget.value)}
      />
      <button type="submit">{t.search.button}</button>
      {asked && (
        <ul class="hits">
          {hits.map((hit) => (
            <li key={hit.href}>
              <a href={href(hit.href)} onClick={() => setQuestion('')}>
                {hit.name} <small>{t.search[hit.kind]}</small>
              </a>
            </li>
          ))}
          {hits.length === 0 && <li class="no-hits">{t.search.none}</li>}
        </ul>
      )}
      <span class="visually-hidden" role="status">
        {asked ? t.search.hits(hits.length) : ''}
      </span>
    </form>
  );
}
