// The part of an OpenAPI 3.1 document that Trine's own uses.

export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
}

export interface Parameter {
  name: string;
  in: 'query' | 'path';
  description?: string;
  required?: boolean;
  schema: Schema;
}

interface Reference {
  $ref: string;
}

export interface Media {
  schema: Schema;
  example?: unknown;
}

export interface Answer {
  description: string;
  headers?: Record<string, { description: string }>;
  content?: Record<string, Media>;
}

interface RawOperation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  parameters?: (Parameter | Reference)[];
  responses: Record<string, Answer>;
}

export interface Operation extends Omit<RawOperation, 'parameters'> {
  method: string;
  path: string;
  parameters: Parameter[];
}

export interface OpenApi {
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, RawOperation | (Parameter | Reference)[]>>;
  components: { schemas: Record<string, Schema>; parameters: Record<string, Parameter> };
}

export const nameOf = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

/** All operations in the document's order, each with the parameters of its path and all references followed. */
export function operations(document: OpenApi): Operation[] {
  const resolved = (one: Parameter | Reference): Parameter =>
    '$ref' in one ? document.components.parameters[nameOf(one.$ref)]! : one;
  return Object.entries(document.paths).flatMap(([path, item]) => {
    const shared = (item.parameters as (Parameter | Reference)[] | undefined) ?? [];
    return Object.entries(item)
      .filter(([method]) => method !== 'parameters')
      .map(([method, operation]) => {
        const raw = operation as RawOperation;
        return {
          ...raw,
          method: method.toUpperCase(),
          path,
          parameters: [...shared, ...(raw.parameters ?? [])].map(resolved),
        };
      });
  });
}

/** The operations by their tag, in the order in which the tags appear. */
export function byTag(all: Operation[]): [string, Operation[]][] {
  const groups = new Map<string, Operation[]>();
  for (const operation of all) {
    const tag = operation.tags[0] ?? '';
    groups.set(tag, [...(groups.get(tag) ?? []), operation]);
  }
  return [...groups];
}

/** An example as it is read: JSON indented, events as they are sent. */
export function exampleText(example: unknown): string {
  return typeof example === 'string' ? example : JSON.stringify(example, null, 2);
}

/** What a value is, in a few words; named schemas are left to a link. */
export function typeText(schema: Schema): string {
  if (schema.$ref) return nameOf(schema.$ref);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (schema.oneOf) return schema.oneOf.map(typeText).join(' | ');
  if (schema.allOf) return schema.allOf.map(typeText).join(' & ');
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? 'any'];
  return types
    .map((type) => {
      if (type === 'array') return `array of ${schema.items ? typeText(schema.items) : 'any'}`;
      const values = schema.additionalProperties;
      if (type === 'object' && values && typeof values === 'object') return `object of ${typeText(values)}`;
      return type;
    })
    .join(' | ');
}
