import type { Language } from '../i18n/language';

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  example?: unknown;
  schema?: { type?: string; enum?: unknown[]; default?: unknown; example?: unknown };
  description?: unknown;
  [extra: string]: unknown;
}
export interface OperationObject {
  summary?: unknown;
  description?: unknown;
  parameters?: (Parameter | { $ref: string })[];
  responses?: Record<string, ResponseObject>;
  [extra: string]: unknown;
}
export interface ResponseObject {
  description?: unknown;
  content?: Record<string, { example?: unknown; examples?: Record<string, { value?: unknown }> }>;
  [extra: string]: unknown;
}
export interface OpenApi {
  paths: Record<string, Record<string, OperationObject>>;
  components?: {
    parameters?: Record<string, Parameter>;
    responses?: Record<string, ResponseObject>;
  };
}

export interface Operation {
  method: string;
  path: string;
  summary: string;
  description: string;
  parameters: { name: string; required: boolean; text: string; example: string }[];
  responses: { status: string; text: string }[];
  example: string | null;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The half of a text written in both languages: "svenska / English", or paragraphs one after the other. */
export function half(text: string, lang: Language): string {
  const paragraphs = text.split(/\n{2,}/);
  const parts = paragraphs.length > 1 ? paragraphs : text.split(' / ');
  if (parts.length % 2 !== 0) return text;
  const middle = parts.length / 2;
  return (lang === 'sv' ? parts.slice(0, middle) : parts.slice(middle)).join(
    paragraphs.length > 1 ? '\n\n' : ' / ',
  );
}

/** A text in the chosen language, in any of the shapes an OpenAPI document may carry it. */
function pick(holder: Record<string, unknown>, name: string, lang: Language): string {
  const both = holder[`x-${name}`] ?? holder[name];
  if (both && typeof both === 'object') {
    const texts = both as Record<string, unknown>;
    return String(texts[lang] ?? texts['sv'] ?? '');
  }
  const own = holder[`x-${name}-${lang}`];
  return typeof own === 'string'
    ? own
    : half(typeof both === 'string' ? both : String(holder[name] ?? ''), lang);
}

function resolve<T>(item: T | { $ref: string }, document: OpenApi): T {
  if (!item || typeof item !== 'object' || !('$ref' in item)) return item as T;
  let at: unknown = document;
  for (const key of item.$ref.replace(/^#\//, '').split('/'))
    at = (at as Record<string, unknown> | undefined)?.[key];
  return (at ?? {}) as T;
}

function exampleOf(responses: Record<string, ResponseObject>, document: OpenApi): string | null {
  for (const status of ['200', '201', '202']) {
    const content = responses[status] && resolve(responses[status], document).content;
    for (const media of Object.values(content ?? {})) {
      const found = media.example ?? Object.values(media.examples ?? {})[0]?.value;
      if (found !== undefined)
        return typeof found === 'string' ? found : JSON.stringify(found, null, 2);
    }
  }
  return null;
}

/** Every operation of an OpenAPI document, ready to be shown. */
export function operations(document: OpenApi, lang: Language): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const responses = operation.responses ?? {};
      return [
        {
          method,
          path,
          summary: pick(operation, 'summary', lang),
          description: pick(operation, 'description', lang),
          parameters: (operation.parameters ?? []).map((entry) => {
            const parameter = resolve<Parameter>(entry, document);
            const example =
              parameter.example ?? parameter.schema?.example ?? parameter.schema?.default;
            return {
              name: parameter.name,
              required: parameter.required ?? false,
              text: pick(parameter, 'description', lang),
              example: example === undefined ? '' : String(example),
            };
          }),
          responses: Object.entries(responses).map(([status, response]) => ({
            status,
            text: pick(resolve(response, document) as Record<string, unknown>, 'description', lang),
          })),
          example: exampleOf(responses, document),
        },
      ];
    }),
  );
}
