import { useEffect, useState } from 'preact/hooks';
import { useLanguage } from '../i18n/language';

/** Holds the place of what is being loaded; it becomes visible after 150 ms. */
export function Pending({ shape }: { shape: 'table' | 'ranking' | 'chart' | 'lines' | 'page' }) {
  const { t } = useLanguage();
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setVisible(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class={`pending pending-${shape}${visible ? ' is-visible' : ''}`} aria-busy="true">
      {visible && <p role="status">{t.loading}</p>}
    </div>
  );
}
