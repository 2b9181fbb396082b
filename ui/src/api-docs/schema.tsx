import { nameOf, type Schema, typeText } from './document';

/** Text of the document; what stands between backticks is code. */
export function Prose({ text }: { text: string }) {
  return <>{text.split('`').map((part, index) => (index % 2 ? <code key={index}>{part}</code> : part))}</>;
}

/** What a value is; named types are links. */
export function Type({ schema }: { schema: Schema }) {
  if (schema.$ref) return <a href={`#type-${nameOf(schema.$ref)}`}>{nameOf(schema.$ref)}</a>;
  if (schema.type === 'array' && schema.items)
    return (
      <>
        array of <Type schema={schema.items} />
      </>
    );
  if (schema.properties) return <Fields schema={schema} />;
  return (
    <>
      {typeText(schema)}
      {schema.pattern && (
        <>
          {' '}
          <code>{schema.pattern}</code>
        </>
      )}
      {schema.minimum !== undefined && `, from ${schema.minimum}`}
      {schema.maximum !== undefined && ` to ${schema.maximum}`}
    </>
  );
}

/** The fields of an object; those that may be missing are said to be optional. */
export function Fields({ schema }: { schema: Schema }) {
  return (
    <dl>
      {Object.entries(schema.properties ?? {}).map(([name, field]) => (
        <div key={name}>
          <dt>
            <code>{name}</code>
          </dt>
          <dd>
            <Type schema={field} />
            {!schema.required?.includes(name) && <em> optional</em>}
            {field.description && (
              <span class="muted">
                {' '}
                <Prose text={field.description} />
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
