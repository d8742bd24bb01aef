import type { OpenApi, Operation } from '../api/openapi';
import { operations } from '../api/openapi';
import { useResource } from '../api/use-resource';
import { useLanguage } from '../i18n/language';
import { useProse } from '../i18n/prose';
import { ErrorMessage } from './error-message';
import { Pending } from './pending';

/** Every request the API answers, read from the document the API itself gives. */
export function OpenApiViewer() {
  const { lang } = useLanguage();
  const { data, error, retry } = useResource<OpenApi>('/api/v1/openapi.json');
  if (error) return <ErrorMessage error={error} onRetry={retry} />;
  if (!data) return <Pending shape="table" />;
  return (
    <div class="operations">
      {operations(data, lang).map((operation) => (
        <OperationView key={operation.method + operation.path} operation={operation} />
      ))}
    </div>
  );
}

function OperationView({ operation }: { operation: Operation }) {
  const d = useProse().data;
  return (
    <details class="operation">
      <summary>
        <span class={`method method-${operation.method}`}>{operation.method.toUpperCase()}</span>
        <code>{operation.path}</code> <span class="muted">{operation.summary}</span>
      </summary>
      {operation.description && operation.description !== operation.summary && (
        <p>{operation.description}</p>
      )}
      <Parameters operation={operation} />
      <h3>{d.responses}</h3>
      <ul class="plain-list">
        {operation.responses.map((response) => (
          <li key={response.status}>
            <strong>{response.status}</strong> {response.text}
          </li>
        ))}
      </ul>
      {operation.example && (
        <>
          <h3>{d.example}</h3>
          <pre tabIndex={0}>{operation.example}</pre>
        </>
      )}
    </details>
  );
}

function Parameters({ operation }: { operation: Operation }) {
  const d = useProse().data;
  if (operation.parameters.length === 0) return null;
  const caption = `${d.parameters}: ${operation.method.toUpperCase()} ${operation.path}`;
  return (
    <section class="table-scroll" aria-label={caption} tabIndex={0}>
      <table class="parameters">
        <caption>{d.parameters}</caption>
        <thead>
          <tr>
            <th scope="col">{d.parameter}</th>
            <th scope="col">{d.description}</th>
          </tr>
        </thead>
        <tbody>
          {operation.parameters.map((parameter) => (
            <tr key={parameter.name}>
              <th scope="row">
                <code>{parameter.name}</code>
                {parameter.required && <span class="small">{d.required}</span>}
              </th>
              <td>
                {parameter.text}
                {parameter.example && (
                  <>
                    {' '}
                    <code>{parameter.example}</code>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
