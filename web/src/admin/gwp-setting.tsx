import { useState } from 'preact/hooks';
import type { Setting } from '../api/admin-types';
import { apiUrl } from '../api/client';
import { useFresh } from '../api/use-fresh';
import { ErrorMessage } from '../components/error-message';
import { SelectField } from '../components/select-field';
import { formatCount } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { Effects } from '../imports/effects';
import { importWords } from '../imports/words';
import { regionsOf, yearsOf } from '../model/factor-form';
import { FormTitle } from '../plan/form-parts';
import { may, useSession } from '../session/session';
import { Done } from './note';
import { useAct } from './use-act';
import { adminWords } from './words';

const SETTING = '/settings/gwp-set';

/** The one rule of computing that can be chosen; what it changes is shown before it is kept. */
export function GwpSetting() {
  const { figures: d } = adminWords.useWords();
  const { session } = useSession();
  const { data, error, again } = useFresh<{ items: Setting[] }>(apiUrl('/settings'));
  const [said, setSaid] = useState('');
  const setting = data?.items.find((one) => one.name === 'gwp-set');
  return (
    <section class="section">
      <h2>{d.setting}</h2>
      <p>{d.settingLead}</p>
      {error && <ErrorMessage error={error} onRetry={again} />}
      {said && <Done key={said}>{said}</Done>}
      {setting && !said && <p>{d.holds(setting.value)}</p>}
      {setting && may(session, 'target.edit') && (
        <importWords.Words>
          <Choice
            key={setting.value}
            setting={setting}
            onSaved={(value) => {
              setSaid(d.saved(value));
              again();
            }}
          />
        </importWords.Words>
      )}
    </section>
  );
}

function Choice({ setting, onSaved }: { setting: Setting; onSaved: (value: string) => void }) {
  const { figures: d, common: c } = adminWords.useWords();
  const { lang } = useLanguage();
  const { busy, failure, act } = useAct();
  const others = setting.choices.filter((one) => one !== setting.value);
  const [value, setValue] = useState(others[0] ?? '');
  const [tried, setTried] = useState<Setting | null>(null);
  if (others.length === 0) return null;
  const attempt = async (event: Event) => {
    event.preventDefault();
    const sent = await act<Setting>('PUT', apiUrl(SETTING, { dryRun: 'true' }), { body: { value } });
    if (sent) setTried(sent.data);
  };
  const keep = async () => {
    const headers = { 'If-Match': `"${setting.value}"` };
    if (await act('PUT', apiUrl(SETTING), { body: { value }, headers })) onSaved(value);
  };
  const effects = tried?.effects;
  if (effects)
    return (
      <section class="card stack">
        <FormTitle level="h3">{d.effect(value)}</FormTitle>
        {failure && <ErrorMessage error={failure} />}
        {effects.affectedTotal === 0 ? (
          <p class="message">{d.nothing}</p>
        ) : (
          <>
            <p class="message message-wait">
              {d.affects(
                formatCount(yearsOf(effects.affected), lang),
                formatCount(regionsOf(effects.affected), lang),
              )}
            </p>
            <Effects effects={effects} />
          </>
        )}
        <p class="actions">
          <button type="button" class="primary" disabled={busy} onClick={keep}>
            {busy ? c.saving : d.confirm(value)}
          </button>
          <button type="button" class="quiet" onClick={() => setTried(null)}>
            {c.cancel}
          </button>
        </p>
      </section>
    );
  return (
    <form class="stack narrow" onSubmit={attempt}>
      {failure && <ErrorMessage error={failure} />}
      <SelectField
        label={d.choose}
        value={value}
        options={others.map((one) => ({ value: one, label: one }))}
        onChange={setValue}
      />
      <p class="actions">
        <button type="submit" disabled={busy}>
          {busy ? d.trying : d.try}
        </button>
      </p>
    </form>
  );
}
