import { useLanguage } from '../i18n/language';

/** Whether a class stands for all known errors: a sign and a word; narrow tables keep the sign. */
export function SureMark({ sure, short = false }: { sure: boolean; short?: boolean }) {
  const { t } = useLanguage();
  const word = sure ? t.sure.yes : t.sure.no;
  return (
    <span class={`sure sure-${sure ? 'yes' : 'no'}`} title={short ? word : undefined}>
      <span aria-hidden="true">{sure ? '✓' : '≈'}</span>{' '}
      <span class={short ? 'wide-only' : ''}>{word}</span>
    </span>
  );
}
