import { useState } from 'preact/hooks';
import type { Breakdown } from '../api/drill-types';
import type { KeyFigure } from '../api/types';
import { send } from '../api/send';
import { Dialog } from '../components/dialog';
import { formatDate } from '../format/date';
import { ReasonForm } from '../imports/reason-form';
import { importWords } from '../imports/words';
import { useLanguage } from '../i18n/language';
import { drillWords } from './words';

/** That somebody has vouched for the value: there is nothing left to press. */
export function Verified({ by }: { by: NonNullable<Breakdown['verified']> }) {
  const v = drillWords.useWords().verify;
  const { lang } = useLanguage();
  return (
    <p class="verify message" role="status">
      {v.by(by.by, formatDate(by.at, lang))}
    </p>
  );
}

/** Lets a person vouch for an own value: imports then ask before they change it. */
export function Verify({
  figure,
  area,
  year,
  onVerified,
}: {
  figure: KeyFigure;
  /** A region, or one of its departments: `13/RGS`. */
  area: string;
  year: number;
  onVerified: () => void;
}) {
  const v = drillWords.useWords().verify;
  const { lang } = useLanguage();
  const [asked, setAsked] = useState(false);
  const verify = async (reason: string) => {
    await send('POST', `/api/v1/key-figures/${figure.id}/verify`, {
      language: lang,
      body: { area, period: String(year), reason },
    });
    setAsked(false);
    onVerified();
  };
  return (
    <div class="verify no-print">
      <button type="button" onClick={() => setAsked(true)}>
        {v.button} …
      </button>
      {asked && (
        <Dialog title={v.title} onClose={() => setAsked(false)}>
          <p>{v.text}</p>
          <importWords.Words>
            <ReasonForm
              button={v.button}
              hint={v.hint}
              onReason={verify}
              onCancel={() => setAsked(false)}
            />
          </importWords.Words>
        </Dialog>
      )}
    </div>
  );
}
