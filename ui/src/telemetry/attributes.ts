// OTLP values as people read them. Everything ends as text or plain JSON, never as markup.

import type { AnyValue, KeyValue } from '../api/wire';

export type ValueType = 'string' | 'int' | 'double' | 'bool' | 'bytes' | 'array' | 'map' | 'empty';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** An integer beyond 2^53 keeps its digits in this wrapper until it is shown. */
export function valueType(value: AnyValue | null | undefined): ValueType {
  if (!value) return 'empty';
  if ('stringValue' in value) return 'string';
  if ('intValue' in value) return 'int';
  if ('doubleValue' in value) return 'double';
  if ('boolValue' in value) return 'bool';
  if ('bytesValue' in value) return 'bytes';
  if ('arrayValue' in value) return 'array';
  if ('kvlistValue' in value) return 'map';
  return 'empty';
}

/** Plain JSON of a value; integers that a double cannot hold stay strings. */
export function valueJson(value: AnyValue | null | undefined): Json {
  if (!value) return null;
  if ('stringValue' in value) return value.stringValue;
  if ('intValue' in value)
    return Number.isSafeInteger(Number(value.intValue)) ? Number(value.intValue) : String(value.intValue);
  if ('doubleValue' in value)
    return typeof value.doubleValue === 'number' ? value.doubleValue : String(value.doubleValue);
  if ('boolValue' in value) return value.boolValue;
  if ('bytesValue' in value) return value.bytesValue;
  if ('arrayValue' in value) return (value.arrayValue.values ?? []).map(valueJson);
  if ('kvlistValue' in value) return attributesJson(value.kvlistValue.values);
  return null;
}

export function attributesJson(attributes: readonly KeyValue[] | undefined): { [key: string]: Json } {
  const entries = (attributes ?? []).map(({ key, value }) => [key, valueJson(value)] as const);
  return Object.fromEntries(entries);
}

/** One line of text: strings bare, everything else as the server renders it for its filters. */
export function valueText(value: AnyValue | null | undefined): string {
  if (!value) return '';
  if ('stringValue' in value) return value.stringValue;
  if ('intValue' in value) return String(value.intValue);
  const json = valueJson(value);
  return typeof json === 'string' ? json : JSON.stringify(json);
}

export function attribute(attributes: readonly KeyValue[] | undefined, ...keys: string[]): string | null {
  for (const key of keys) {
    const found = attributes?.find((each) => each.key === key);
    if (found) return valueText(found.value);
  }
  return null;
}
