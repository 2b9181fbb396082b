import { useEffect, useState } from 'preact/hooks';
import { getJson, sentence } from '../api/client';
import { Mark } from '../parts/brand';
import { type Answer, byTag, exampleText, type OpenApi, type Operation, operations, type Schema } from './document';
import { Fields, Prose, Type } from './schema';

/** The OpenAPI document that this very server hands out, for people. Nothing comes from elsewhere. */
export function ApiDocs() {
  const [document, setDocument] = useState<OpenApi | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    getJson<OpenApi>('/openapi.json', {}, abort.signal).then(setDocument, (cause) => {
      if (!abort.signal.aborted) setError(sentence(cause));
    });
    return () => abort.abort();
  }, []);
  useEffect(() => {
    // The part that a link names is there only now.
    if (document) window.document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [document]);
  if (error) return <p role="alert">{error}</p>;
  if (!document) return <p role="status">Reading /openapi.json …</p>;
  const groups = byTag(operations(document));
  return (
    <div class="docs">
      <nav aria-label="Operations">
        <a class="home" href="/">
          <Mark /> Trine
        </a>
        {groups.map(([tag, all]) => (
          <div key={tag}>
            <h2>{tag}</h2>
            {all.map((each) => (
              <a key={each.operationId} href={`#${each.operationId}`} title={each.summary}>
                {each.method === 'GET' ? '' : `${each.method} `}
                {each.path}
              </a>
            ))}
          </div>
        ))}
        <div>
          <h2>Types</h2>
          {Object.keys(document.components.schemas).map((name) => (
            <a key={name} href={`#type-${name}`}>
              {name}
            </a>
          ))}
        </div>
      </nav>
      <main>
        <h1>Trine's API</h1>
        <p>
          <Prose text={document.info.description} /> The document: <a href="/openapi.json">/openapi.json</a>.
        </p>
        {groups.map(([tag, all]) => (
          <div key={tag}>
            <h2 class="tag-name">{tag}</h2>
            {all.map((each) => (
              <OperationPart key={each.operationId} operation={each} />
            ))}
          </div>
        ))}
        <h2 class="tag-name">Types</h2>
        {Object.entries(document.components.schemas).map(([name, schema]) => (
          <NamedType key={name} name={name} schema={schema} />
        ))}
      </main>
    </div>
  );
}

function OperationPart({ operation }: { operation: Operation }) {
  return (
    <section id={operation.operationId} aria-label={`${operation.method} ${operation.path}`}>
      <h3>
        <span class="method">{operation.method}</span> <code>{operation.path}</code>
      </h3>
      <p>{operation.summary}.</p>
      {operation.description && (
        <p>
          <Prose text={operation.description} />
        </p>
      )}
      {operation.parameters.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>Parameter</th>
              <th>In</th>
              <th>Type</th>
              <th>Meaning</th>
            </tr>
          </thead>
          <tbody>
            {operation.parameters.map((each) => (
              <tr key={each.name}>
                <td>
                  <code>{each.name}</code>
                  {each.required && <em> required</em>}
                </td>
                <td>{each.in}</td>
                <td>
                  <Type schema={each.schema} />
                </td>
                <td>
                  <Prose text={each.description ?? ''} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {Object.entries(operation.responses).map(([status, answer]) => (
        <AnswerPart key={status} status={status} answer={answer} />
      ))}
    </section>
  );
}

function AnswerPart({ status, answer }: { status: string; answer: Answer }) {
  return (
    <div class="answer">
      <p>
        <b>{status}</b> <Prose text={answer.description} />{' '}
        {Object.entries(answer.content ?? {}).map(([type, media]) => (
          <span key={type}>
            <code>{type}</code>: <Type schema={media.schema} />
          </span>
        ))}
      </p>
      {Object.entries(answer.headers ?? {}).map(([name, header]) => (
        <p key={name}>
          Header <code>{name}</code>: <Prose text={header.description} />
        </p>
      ))}
      {Object.entries(answer.content ?? {}).map(
        ([type, media]) =>
          media.example !== undefined && (
            <pre key={type} tabIndex={0}>
              {exampleText(media.example)}
            </pre>
          ),
      )}
    </div>
  );
}

function NamedType({ name, schema }: { name: string; schema: Schema }) {
  return (
    <section id={`type-${name}`} aria-label={name}>
      <h3>
        <code>{name}</code>
      </h3>
      {schema.description && (
        <p>
          <Prose text={schema.description} />
        </p>
      )}
      {schema.properties ? (
        <Fields schema={schema} />
      ) : (
        <p>
          <Type schema={schema} />
        </p>
      )}
    </section>
  );
}
