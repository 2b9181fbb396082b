// What one log record shows on one line, and how it is named in an address.

import type { LogRecord } from '../api/wire';
import { type Json, valueJson, valueText } from '../telemetry/attributes';

const texts = new WeakMap<LogRecord, string>();
const ids = new WeakMap<LogRecord, number>();
let lastId = 0;

/** The whole body as text. */
export function bodyText(record: LogRecord): string {
  let text = texts.get(record);
  if (text === undefined) {
    text = valueText(record.body) || record.eventName || '';
    texts.set(record, text);
  }
  return text;
}

/** A number that stays with the record while it is in memory. */
export function rowId(record: LogRecord): number {
  let id = ids.get(record);
  if (id === undefined) {
    id = ++lastId;
    ids.set(record, id);
  }
  return id;
}

function fingerprint(text: string): string {
  let value = 2166136261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16777619);
  return (value >>> 0).toString(36);
}

/** Names a line in an address: its time and a fingerprint of what it says. */
export function lineName(record: LogRecord): string {
  return `${record.timeUnixNano || record.observedTimeUnixNano || '0'}-${fingerprint(`${record.serviceName}\n${record.spanId ?? ''}\n${bodyText(record)}`)}`;
}

export function lineTime(name: string | null): bigint | null {
  const match = /^(\d+)-/.exec(name ?? '');
  return match ? BigInt(match[1]!) : null;
}

/** The time to show: records without their own carry the one at which they were seen. */
export function recordTime(record: LogRecord): string {
  return record.timeUnixNano && record.timeUnixNano !== '0'
    ? record.timeUnixNano
    : (record.observedTimeUnixNano ?? '0');
}

const JSON_MAX = 400_000;

/** The body as JSON when it is structured, or is text that holds an object or a list. */
export function bodyJson(record: LogRecord): Json | null {
  if (!record.body) return null;
  if ('kvlistValue' in record.body || 'arrayValue' in record.body) return valueJson(record.body);
  const text = bodyText(record).trim();
  if (text.length > JSON_MAX || !/^[[{]/.test(text)) return null;
  try {
    const parsed = JSON.parse(text) as Json;
    return typeof parsed === 'object' ? parsed : null;
  } catch {
    return null;
  }
}
