import { useState } from 'preact/hooks';
import { useLanguage } from '../i18n/language';
import { useAnnounce } from './announcer';

/** Copies a text; where the browser does not let us, shows it ready to be copied by hand. */
export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setState('copied');
      announce(t.share.copied);
      setTimeout(() => setState('idle'), 3000);
    } catch {
      setState('failed');
    }
  };
  if (state === 'failed') {
    return (
      <label class="copy-by-hand">
        {t.share.copyFailed}
        <input
          type="text"
          readOnly
          value={text()}
          onFocus={(event) => event.currentTarget.select()}
        />
      </label>
    );
  }
  return (
    <button type="button" class="copy" onClick={copy}>
      {state === 'copied' ? `✓ ${t.share.copied}` : label}
    </button>
  );
}
