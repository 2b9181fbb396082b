// Log severities as OTLP numbers them: four steps to each level.

import type { LevelName, LogRecord } from '../api/wire';

export const LEVELS: readonly LevelName[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'unset'];

/** The letter and mark stand beside the colour, so that colour is never the only sign. */
export const LEVEL_LABELS: Record<LevelName, string> = {
  fatal: 'FATAL',
  error: 'ERROR',
  warn: 'WARN',
  info: 'INFO',
  debug: 'DEBUG',
  trace: 'TRACE',
  unset: '–',
};

export function levelOf(severityNumber: number | undefined): LevelName {
  const number = severityNumber ?? 0;
  if (number <= 0 || number > 24) return 'unset';
  return (['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const)[Math.floor((number - 1) / 4)]!;
}

export function levelOfRecord(record: LogRecord): LevelName {
  const byNumber = levelOf(record.severityNumber);
  if (byNumber !== 'unset' || !record.severityText) return byNumber;
  const text = record.severityText.toLowerCase();
  if (text.startsWith('warn')) return 'warn';
  if (text.startsWith('err') || text === 'severe') return 'error';
  if (text.startsWith('crit') || text.startsWith('fatal')) return 'fatal';
  return LEVELS.find((level) => level === text) ?? 'unset';
}
