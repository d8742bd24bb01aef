import { expect, test } from 'vitest';
import { drillEn } from '../../src/i18n/drill-en';
import { drillSv } from '../../src/i18n/drill-sv';
import { en } from '../../src/i18n/en';
import { foresightEn } from '../../src/i18n/foresight-en';
import { foresightSv } from '../../src/i18n/foresight-sv';
import { importsEn } from '../../src/i18n/imports-en';
import { importsSv } from '../../src/i18n/imports-sv';
import { measuresEn } from '../../src/i18n/measures-en';
import { measuresSv } from '../../src/i18n/measures-sv';
import { planEn } from '../../src/i18n/plan-en';
import { planSv } from '../../src/i18n/plan-sv';
import { proseEn } from '../../src/i18n/prose-en';
import { proseSv } from '../../src/i18n/prose-sv';
import { requiresEn } from '../../src/i18n/requires-en';
import { requiresSv } from '../../src/i18n/requires-sv';
import { rulesEn } from '../../src/i18n/rules-en';
import { rulesSv } from '../../src/i18n/rules-sv';
import { sessionEn } from '../../src/i18n/session-en';
import { sessionSv } from '../../src/i18n/session-sv';
import { sourcesEn } from '../../src/i18n/sources-en';
import { sourcesSv } from '../../src/i18n/sources-sv';
import { sv } from '../../src/i18n/sv';

/** Every label with its path; functions are called with words that must come back. */
function labels(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function')
    return [[path, String((value as (...words: unknown[]) => unknown)(3, 4, 5))]];
  return Object.entries(value as object).flatMap(([key, inner]) => labels(inner, `${path}.${key}`));
}

test.each([
  ['labels', sv, en],
  ['texts', proseSv, proseEn],
  ['labels of the session', sessionSv, sessionEn],
  ['labels of the imports', importsSv, importsEn],
  ['names of the rules', rulesSv, rulesEn],
  ['labels of the sources', sourcesSv, sourcesEn],
  ['labels of the drill-down', drillSv, drillEn],
  ['labels of foresight', foresightSv, foresightEn],
  ['labels of the measures', measuresSv, measuresEn],
  ['labels of the action plan', planSv, planEn],
  ['labels of "Vad krävs?"', requiresSv, requiresEn],
])('the %s are complete in both languages', (_, swedish, english) => {
  const a = labels(swedish);
  const b = labels(english);
  expect(b.map(([path]) => path)).toEqual(a.map(([path]) => path));
  expect([...a, ...b].filter(([, text]) => text.trim() === '')).toEqual([]);
});

test('the words the users know are there', () => {
  expect(sv.colourNote).toBe(
    'Färgen visar bara rangordning jämfört med andra regioner, inte om resultatet är bra eller dåligt.',
  );
  expect(Object.values(sv.classes.thirds)).toEqual([
    'Bästa tredjedelen',
    'Mellersta tredjedelen',
    'Sista tredjedelen',
  ]);
  expect([
    sv.target.achieved,
    sv.target.onTrack,
    sv.target.atRisk,
    sv.target.offTrack,
    sv.target.notAssessable,
  ]).toEqual(['Uppnått', 'På väg', 'Risk', 'Når inte målet', 'Kan inte bedömas']);
  expect(sv.badge.notRanked).toBe('Ej rangordnad ännu');
});

test('the accessibility statement never claims to be fully compliant', () => {
  expect(Object.values(proseSv.accessibility.compliance).join(' ')).not.toMatch(/helt förenlig/);
  expect(Object.values(proseEn.accessibility.compliance).join(' ')).not.toMatch(/fully compliant/);
});
