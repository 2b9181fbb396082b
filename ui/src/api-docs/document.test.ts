import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { byTag, type OpenApi, operations, typeText } from './document';

const document: OpenApi = JSON.parse(readFileSync('../server/src/main/resources/dev/trine/api/openapi.json', 'utf8'));

test('every operation of the document is shown, with all its parameters by name', () => {
  const all = operations(document);
  expect(all.length).toBeGreaterThan(20);
  expect(byTag(all).flatMap(([, some]) => some)).toHaveLength(all.length);
  for (const each of all) for (const parameter of each.parameters) expect(parameter.name).toMatch(/\w/);
  const trace = all.find((each) => each.operationId === 'getTrace')!;
  expect(trace.parameters.map((each) => `${each.in} ${each.name}`)).toEqual(['path traceId']);
});

test('types are told in a few words', () => {
  expect(typeText({ type: 'array', items: { $ref: '#/components/schemas/Span' } })).toBe('array of Span');
  expect(typeText({ type: ['number', 'null'] })).toBe('number | null');
  expect(typeText({ type: 'object', additionalProperties: { type: 'string' } })).toBe('object of string');
  expect(typeText({ enum: ['a', 2] })).toBe('"a" | 2');
});
