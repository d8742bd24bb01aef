import type { Effect, MeasureContent, MeasureState } from '../api/plan-types';
import { parseNumber } from '../format/parse-number';

export const NUMBERS = [
  'investment',
  'annualCost',
  'annualSaving',
  'lifetime',
  'co2eTonnes',
] as const;
export const TEXTS = ['orgUnit', 'start', 'end', 'overlapGroup'] as const;

/** What this form does not show and must not lose: the follow-up of the plan writes it. */
const KEPT = new Set([
  'code',
  'rsMandate',
  'roles',
  'funding',
  'goals',
  'manualTimeliness',
  'mergedWith',
]);

/** A measure as it stands in the form: everything is text until it is saved. */
export interface MeasureForm {
  name: string;
  description: string;
  state: MeasureState;
  numbers: Record<(typeof NUMBERS)[number], string>;
  texts: Record<(typeof TEXTS)[number], string>;
  source: { text: string; document: string };
  effects: EffectForm[];
  kept: Record<string, unknown>;
}
export interface EffectForm {
  keyFigure: string;
  change: string;
  fromYear: string;
  fullYear: string;
  confidence: Effect['confidence'];
}

export const noEffect: EffectForm = {
  keyFigure: '',
  change: '',
  fromYear: '',
  fullYear: '',
  confidence: 'medium',
};

const plain = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : String(value).replace('.', ',');

export function formOf(measure: MeasureContent | null): MeasureForm {
  return {
    name: measure?.name ?? '',
    description: measure?.description ?? '',
    state: measure?.state ?? 'proposed',
    numbers: {
      investment: plain(measure?.investment),
      annualCost: plain(measure?.annualCost),
      annualSaving: plain(measure?.annualSaving),
      lifetime: plain(measure?.lifetime),
      co2eTonnes: plain(measure?.co2eTonnes),
    },
    texts: {
      orgUnit: measure?.orgUnit ?? '',
      start: measure?.start ?? '',
      end: measure?.end ?? '',
      overlapGroup: measure?.overlapGroup ?? '',
    },
    source: { text: measure?.source.text ?? '', document: measure?.source.document ?? '' },
    effects: measure
      ? measure.effects.map((effect) => ({
          keyFigure: effect.keyFigure,
          change: plain(effect.change),
          fromYear: String(effect.fromYear),
          fullYear: String(effect.fullYear),
          confidence: effect.confidence,
        }))
      : [],
    kept: Object.fromEntries(Object.entries(measure ?? {}).filter(([name]) => KEPT.has(name))),
  };
}

/** Empty is unknown; what is no number is told by its place, as the server tells it. */
const numberOf = (text: string): number | null | undefined =>
  text.trim() === '' ? null : (parseNumber(text) ?? undefined);

/** The places in the form that hold no number though something is written there. */
export function unreadable(form: MeasureForm): string[] {
  const wrong = NUMBERS.filter((name) => numberOf(form.numbers[name]) === undefined).map(
    (name) => `/${name}`,
  );
  form.effects.forEach((effect, index) => {
    for (const name of ['change', 'fromYear', 'fullYear'] as const)
      if (effect.keyFigure && typeof numberOf(effect[name]) !== 'number')
        wrong.push(`/effects/${index}/${name}`);
  });
  return wrong;
}

/** What is sent: effects without a key figure are none. */
export function bodyOf(form: MeasureForm) {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, form.texts[name].trim() || null]));
  const numbers = Object.fromEntries(
    NUMBERS.map((name) => [name, numberOf(form.numbers[name]) ?? null]),
  );
  return {
    ...form.kept,
    name: form.name.trim(),
    description: form.description,
    state: form.state,
    ...texts,
    ...numbers,
    source: form.source,
    effects: form.effects
      .filter((effect) => effect.keyFigure !== '')
      .map((effect) => ({
        keyFigure: effect.keyFigure,
        change: numberOf(effect.change) ?? null,
        fromYear: numberOf(effect.fromYear) ?? null,
        fullYear: numberOf(effect.fullYear) ?? null,
        confidence: effect.confidence,
      })),
  };
}
