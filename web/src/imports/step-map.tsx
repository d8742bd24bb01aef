import type { MappingFault, Preview, Suggestion, TargetInfo } from '../api/import-types';
import { formatCount } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { plainMeanings } from '../model/unknown-words';
import { derivedFields, gapsOf, type ColumnChoice, type Gap } from '../model/wizard';
import { sourceWords } from '../sources/words';
import { TomlEditor } from '../sources/toml-editor';
import { ColumnTable } from './column-table';
import { ConstantFields, LookupFields } from './map-extras';
import { SpreadSection } from './spread-section';
import { choicesOf, type Kept } from './wizard-state';
import { said } from './words';

/** Step 2 for a new system: which column is what. */
export function StepMap({
  kept,
  suggestion,
  whole,
  preview,
  target,
  asked,
  faults,
  onKept,
  onText,
}: {
  kept: Kept;
  suggestion: Suggestion;
  whole: boolean;
  preview: Preview | null;
  target: TargetInfo;
  /** The person has tried to go on: gaps are told. */
  asked: boolean;
  /** What the server found wrong with the mapping. */
  faults: readonly MappingFault[];
  onKept: (change: Partial<Kept>) => void;
  /** Makes the mapping a text. */
  onText: () => void;
}) {
  const w = sourceWords.useWords();
  const m = w.map;
  const { text, lang } = useLanguage();
  const labelOf = (name: string) => {
    const field = target.fields.find((one) => one.name === name);
    return field ? text(field.label) : name;
  };
  const choices = choicesOf(kept);
  const derived = derivedFields(suggestion, choices, target).map((field) => String(field['to']));
  const gaps = kept.toml === null ? gapsOf(target, choices, derived) : [];
  /** Words that say just what a choice is called mean it. */
  const withMeanings = (columns: ColumnChoice[]): Partial<Kept> => ({
    columns,
    lookups: plainMeanings(suggestion, target, { ...choices, columns }, w.choices),
  });
  const format = [suggestion.format.toUpperCase(), suggestion.encoding].filter(Boolean).join(', ');
  return (
    <>
      <p class="muted">
        {whole && suggestion.rows !== null
          ? m.read(format, formatCount(suggestion.rows, lang))
          : m.readSome(format)}{' '}
        {kept.toml === null && m.lead}
      </p>
      {asked && gaps.length > 0 && <Gaps gaps={gaps} labelOf={labelOf} />}
      {kept.toml === null && faults.length > 0 && (
        <div class="message message-error" role="alert">
          <p class="message-title">{w.editor.faults(faults.length)}</p>
          <ul class="bulleted">
            {faults.map((fault) => (
              <li key={`${fault.line} ${fault.column}`}>{said(fault.message, lang)}</li>
            ))}
          </ul>
        </div>
      )}
      {kept.toml === null ? (
        <>
          <ColumnTable
            suggestion={suggestion}
            target={target}
            columns={kept.columns}
            onColumns={(columns) => onKept(withMeanings(columns))}
          />
          <SpreadSection
            target={target}
            choices={choices}
            asked={asked}
            onSpread={(spread) => onKept({ spread })}
          />
          {derived.length > 0 && (
            <p class="derived">
              <strong>{m.derived}:</strong> {derived.map(labelOf).join(', ')}
            </p>
          )}
          <ConstantFields
            target={target}
            choices={choices}
            derived={derived}
            onConstants={(constants) => onKept({ constants })}
          />
          <LookupFields
            suggestion={suggestion}
            preview={preview}
            target={target}
            choices={choices}
            onLookups={(lookups) => onKept({ lookups })}
          />
          <p>
            <button type="button" class="quiet flush" onClick={onText}>
              {m.asToml}
            </button>
          </p>
        </>
      ) : (
        <>
          <p>{m.tomlText}</p>
          <TomlEditor
            label={w.editor.label}
            value={kept.toml}
            faults={faults}
            onInput={(toml) => onKept({ toml })}
          />
          <p>
            <button type="button" class="quiet flush" onClick={() => onKept({ toml: null })}>
              {m.asTable}
            </button>
          </p>
        </>
      )}
    </>
  );
}

function Gaps({ gaps, labelOf }: { gaps: readonly Gap[]; labelOf: (field: string) => string }) {
  const m = sourceWords.useWords().map;
  const words = ({ kind, fields }: Gap) => {
    const labels = fields.map(labelOf);
    if (kind === 'year') return m.missingYear;
    if (kind === 'either') return m.either(labels.join(', '));
    return kind === 'twice' ? m.twice(labels[0] ?? '') : m.missingField(labels[0] ?? '');
  };
  return (
    <div class="message message-error" role="alert">
      <p class="message-title">{m.missing}</p>
      <ul class="bulleted">
        {gaps.map((gap) => (
          <li key={gap.kind + gap.fields.join()}>{words(gap)}</li>
        ))}
      </ul>
    </div>
  );
}
