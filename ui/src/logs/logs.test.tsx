import { render } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../api/wire';
import { LogText } from './log-text';
import { bodyJson, bodyText, lineName, lineTime } from './record';
import { prepend, TAIL_MAX } from './tail';

const log = (time: number, body: string, extra: Partial<LogRecord> = {}): LogRecord => ({
  timeUnixNano: String(time),
  serviceName: 's',
  body: { stringValue: body },
  ...extra,
});

describe('log records', () => {
  it('are JSON when the body is structured or is an object as text', () => {
    expect(bodyJson(log(1, '{"a":1}'))).toEqual({ a: 1 });
    expect(bodyJson(log(1, '{broken'))).toBeNull();
    expect(bodyJson(log(1, '42'))).toBeNull();
    expect(
      bodyJson({ ...log(1, ''), body: { kvlistValue: { values: [{ key: 'k', value: { intValue: '7' } }] } } }),
    ).toEqual({ k: 7 });
  });
  it('fall back to their event name', () => {
    expect(bodyText({ timeUnixNano: '1', serviceName: '', eventName: 'session.start' })).toBe('session.start');
  });
  it('are named by time and text', () => {
    expect(lineTime(lineName(log(17, 'x')))).toBe(17n);
    expect(lineName(log(17, 'x'))).not.toBe(lineName(log(17, 'y')));
    expect(lineTime('junk')).toBeNull();
  });
});

describe('prepend', () => {
  it('puts new lines in front, newest first, and drops those already there', () => {
    const old = [log(5, 'five'), log(4, 'four')];
    expect(prepend(old, [log(5, 'five'), log(6, 'six'), log(7, 'seven')]).map(bodyText)).toEqual([
      'seven',
      'six',
      'five',
      'four',
    ]);
  });
  it('is bounded', () => {
    const old = Array.from({ length: TAIL_MAX }, (_, i) => log(TAIL_MAX - i, String(i)));
    const lines = prepend(old, [log(TAIL_MAX + 1, 'new')]);
    expect(lines).toHaveLength(TAIL_MAX);
    expect(bodyText(lines[0]!)).toBe('new');
  });
});

describe('LogText', () => {
  it('draws markup as text', () => {
    const { container } = render(<LogText text={'\u001b[31m<img src=x onerror=alert(1)>\u001b[0m <b>'} most={100} />);
    expect(container.querySelector('img,b')).toBeNull();
    expect(container.textContent).toBe('<img src=x onerror=alert(1)> <b>');
  });
  it('cuts very long lines and says so', () => {
    const { container } = render(<LogText text={'x'.repeat(1000)} most={10} />);
    expect(container.textContent).toBe(`${'x'.repeat(10)} … 990 more characters`);
  });
  it('marks what was searched for, ignoring case', () => {
    const { container } = render(<LogText text="Order ORDER order" most={100} mark="order" />);
    expect(container.querySelectorAll('mark')).toHaveLength(3);
  });
});
