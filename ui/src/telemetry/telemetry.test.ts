import { describe, expect, it } from 'vitest';
import { ansiRuns, stripAnsi } from './ansi';
import { attribute, valueJson, valueText } from './attributes';
import { serviceSlot } from './service-colour';
import { levelOf, levelOfRecord } from './severity';
import { formatBytes, formatCount, formatInUnit, formatNumber, formatPercent, formatRate } from './units';

describe('attribute values', () => {
  it('keep integers that a double cannot hold', () => {
    expect(valueText({ intValue: '9223372036854775807' })).toBe('9223372036854775807');
    expect(valueJson({ intValue: '9223372036854775807' })).toBe('9223372036854775807');
    expect(valueJson({ intValue: '42' })).toBe(42);
  });
  it('nest', () => {
    const nested = {
      kvlistValue: {
        values: [
          { key: 'a', value: { arrayValue: { values: [{ boolValue: true }, { doubleValue: 1.5 }] } } },
          { key: 'b', value: null },
        ],
      },
    };
    expect(valueText(nested)).toBe('{"a":[true,1.5],"b":null}');
  });
  it('are found under the first name that exists', () => {
    const attributes = [{ key: 'http.status_code', value: { intValue: 500 } }];
    expect(attribute(attributes, 'http.response.status_code', 'http.status_code')).toBe('500');
    expect(attribute(undefined, 'x')).toBeNull();
  });
});

describe('severity', () => {
  it.each([
    [0, 'unset'],
    [1, 'trace'],
    [4, 'trace'],
    [5, 'debug'],
    [9, 'info'],
    [12, 'info'],
    [13, 'warn'],
    [17, 'error'],
    [24, 'fatal'],
    [25, 'unset'],
  ])('%d is %s', (number, level) => expect(levelOf(number)).toBe(level));
  it('falls back to the text', () => {
    expect(levelOfRecord({ timeUnixNano: '0', serviceName: '', severityText: 'Warning' })).toBe('warn');
    expect(levelOfRecord({ timeUnixNano: '0', serviceName: '', severityText: 'CRITICAL' })).toBe('fatal');
  });
});

describe('ANSI', () => {
  it('becomes runs of text', () => {
    expect(ansiRuns('a\u001b[1;31mb\u001b[0mc')).toEqual([
      { text: 'a' },
      { text: 'b', bold: true, colour: 1 },
      { text: 'c' },
    ]);
    expect(ansiRuns('\u001b[38;5;196mx\u001b[48;2;1;2;3my')).toEqual([
      { text: 'x', colour: '#ff0000' },
      { text: 'y', colour: '#ff0000', background: '#010203' },
    ]);
  });
  it('leaves markup alone: it is text', () => {
    expect(ansiRuns('\u001b[32m<img src=x onerror=alert(1)>')).toEqual([
      { text: '<img src=x onerror=alert(1)>', colour: 2 },
    ]);
  });
  it('drops every other sequence', () => {
    expect(stripAnsi('\u001b]0;title\u0007a\u001b[2Kb\u001b[?25lc')).toBe('abc');
  });
});

describe('numbers', () => {
  it('read well', () => {
    expect(formatNumber(1234)).toBe('1234');
    expect(formatNumber(12_345)).toBe('12.3 k');
    expect(formatNumber(0.00012)).toBe('1.2e-4');
    expect(formatCount(1_234_567)).toBe('1\u202f234\u202f567');
    expect(formatBytes(268_435_456)).toBe('268 MB');
    expect(formatPercent(0.0004)).toBe('<0.1 %');
    expect(formatPercent(0.123)).toBe('12 %');
    expect(formatRate(0.5)).toBe('0.5/s');
    expect(formatRate(0.05)).toBe('3/min');
  });
  it('carry their unit', () => {
    expect(formatInUnit(0.25, 's')).toBe('250 ms');
    expect(formatInUnit(2e6, 'By')).toBe('2 MB');
    expect(formatInUnit(3, '{request}')).toBe('3 request');
    expect(formatInUnit(3, '1')).toBe('3');
  });
});

it('gives the first twelve services a colour each', () => {
  const slots = Array.from({ length: 12 }, (_, i) => serviceSlot(`service-${i}`));
  expect(new Set(slots).size).toBe(12);
  expect(serviceSlot('service-3')).toBe(slots[3]);
});
