import { useState } from 'preact/hooks';
import type { DecidedTarget } from '../api/admin-types';
import { apiUrl } from '../api/client';
import { useReference } from '../api/reference';
import { useResource } from '../api/use-resource';
import { FactList } from '../components/fact-list';
import { FormField } from '../components/form-field';
import { SelectField } from '../components/select-field';
import { parseNumber } from '../format/parse-number';
import { difference, formatStored, formatUnit, withUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import {
  EMPTY_TARGET,
  gapTo,
  replacedBy,
  targetFaults,
  targetLine,
  type TargetForm,
} from '../model/decided-targets';
import { FormTitle } from '../plan/form-parts';
import { Top } from './form-top';
import { sendLine } from './import-line';
import { toldBy, useAct } from './use-act';
import { adminWords } from './words';

interface Latest {
  rows: {
    keyFigure: string;
    target: { currentYear: number; currentValue: number } | null;
    cells: { year: number; value: number | null }[];
  }[];
}

/** Sets a target by its decision: first tried, with what it changes, then kept. */
export function TargetEditor({
  targets,
  onDone,
}: {
  targets: readonly DecidedTarget[];
  onDone: (batch: string | null) => void;
}) {
  const { targets: g, common: c } = adminWords.useWords();
  const { text } = useLanguage();
  const { info, keyFigures } = useReference();
  const { busy, failure, act } = useAct();
  const [form, setForm] = useState(EMPTY_TARGET);
  const [tried, setTried] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const region = info.site.region;
  const set = (part: Partial<TargetForm>) => setForm((old) => ({ ...old, ...part }));
  const own = Object.fromEntries(
    Object.entries(targetFaults(form)).map(([field, fault]) => [field, g.faults[fault]]),
  );
  const faults = attempt > 0 ? { ...toldBy(failure, text), ...own } : {};
  const submit = async (event: Event) => {
    event.preventDefault();
    setAttempt(attempt + 1);
    if (Object.keys(own).length > 0) return;
    if (await sendLine(act, 'targets', targetLine(form, region), true)) setTried(true);
    else setAttempt(attempt + 2);
  };
  const keep = async () => {
    const kept = await sendLine(act, 'targets', targetLine(form, region), false);
    if (kept) onDone(kept.data.id);
    else setTried(false);
  };
  if (tried)
    return (
      <section class="card stack narrow">
        <FormTitle level="h2">{g.effect}</FormTitle>
        <TargetEffect form={form} old={replacedBy(form, region, targets)} region={region} />
        <p class="actions">
          <button type="button" class="primary" disabled={busy} onClick={keep}>
            {busy ? c.saving : g.confirm}
          </button>
          <button type="button" class="quiet" onClick={() => setTried(false)}>
            {c.change}
          </button>
        </p>
      </section>
    );
  const field = (
    name: 'year' | 'value' | 'baselineYear' | 'baselineValue' | 'decision',
    label: string,
  ) => (
    <FormField
      id={name}
      label={label}
      value={form[name]}
      error={faults[name] ?? null}
      onInput={(value) => set({ [name]: value })}
    />
  );
  return (
    <form class="card stack narrow" onSubmit={submit} noValidate>
      <FormTitle level="h2">{g.setTitle}</FormTitle>
      <Top
        faults={faults}
        attempt={attempt}
        failure={failure}
        labels={{
          keyFigure: g.figure,
          year: g.year,
          value: g.value,
          baselineYear: g.baselineYear,
          decision: g.decision,
        }}
      />
      <SelectField
        id="keyFigure"
        label={g.figure}
        value={form.keyFigure}
        error={faults['keyFigure'] ?? null}
        options={[
          { value: '', label: '–' },
          ...keyFigures.map((one) => ({
            value: one.id,
            label: `${text(one.name)} (${one.unit})`,
          })),
        ]}
        onChange={(keyFigure) => set({ keyFigure })}
      />
      {field('year', g.year)}
      {field('value', g.value)}
      {field('baselineYear', g.baselineYear)}
      {field('baselineValue', g.baselineValue)}
      <SelectField
        label={g.path}
        value={form.path}
        options={Object.entries(g.paths).map(([value, label]) => ({ value, label }))}
        onChange={(path) => set({ path: path as TargetForm['path'] })}
      />
      {field('decision', g.decision)}
      <p class="actions">
        <button type="submit" class="primary" disabled={busy}>
          {busy ? c.saving : g.try}
        </button>
        <button type="button" class="quiet" onClick={() => onDone(null)}>
          {c.cancel}
        </button>
      </p>
    </form>
  );
}

function TargetEffect({
  form,
  old,
  region,
}: {
  form: TargetForm;
  old: DecidedTarget | null;
  region: string;
}) {
  const { targets: g } = adminWords.useWords();
  const { text, lang } = useLanguage();
  const { keyFigures } = useReference();
  const figure = keyFigures.find((one) => one.id === form.keyFigure);
  const years = figure?.series.flatMap((one) => one.years.map(({ year }) => year)) ?? [];
  const newest = years.length > 0 ? Math.max(...years) : null;
  const { data } = useResource<Latest>(
    newest ? apiUrl('/comparison', { region, years: newest }) : null,
  );
  const row = data?.rows.find((one) => one.keyFigure === form.keyFigure);
  const actual = row?.target
    ? { year: row.target.currentYear, value: row.target.currentValue }
    : row?.cells.find((cell) => cell.value !== null);
  const unit = figure ? formatUnit(figure.unit, lang) : '';
  const amount = (value: number) => withUnit(formatStored(value, lang), unit);
  const left = (target: number) => {
    if (!actual || actual.value === null) return null;
    const gap = difference(gapTo(target, actual.value, figure?.polarity ?? 'low'), 0);
    return gap <= 0 ? g.reached : amount(gap);
  };
  const value = parseNumber(form.value) ?? 0;
  return (
    <FactList
      facts={[
        [g.figure, figure && text(figure.name)],
        [g.year, form.year],
        [g.now, old ? `${amount(old.value)} (${old.decision ?? g.noDecision})` : g.isNew],
        [g.becomes, `${amount(value)} (${form.decision.trim()})`],
        [
          actual ? g.result(actual.year) : '',
          actual && actual.value !== null && amount(actual.value),
        ],
        [g.gapBefore, old && left(old.value)],
        [g.gapAfter, left(value)],
      ]}
    />
  );
}
