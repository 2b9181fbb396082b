import { describe, expect, it } from 'vitest';
import { classicColumns, heatOf, heightOf, isClassic, isNative, nativeColumns, nativeDistribution } from './buckets';
import { marksOf } from './exemplars';
import { formOf, indexOf, refusal, toNumber } from './prometheus';
import { figuresOf, leftOut, linesOf, selectorOf, seriesName, sharedLabels } from './series';
import { lonely, unitsOf } from './time-chart';
import { chooseStep, stepTimes, windowOf } from './window';

describe('refusals', () => {
  it('say the place apart from the problem', () => {
    const error = refusal('invalid parameter "query": 1:4: parse error: unexpected "]"', 400, {
      errorType: 'bad_data',
    });
    expect(error.place).toEqual({ line: 1, column: 4 });
    expect(error.message).toBe('unexpected "]"');
    expect(error.type).toBe('bad_data');
  });
  it('keep a message without a place', () => {
    const error = refusal('query processing would load too many samples into memory', 422, { errorType: 'execution' });
    expect(error.place).toBeNull();
    expect(error.message).toBe('query processing would load too many samples into memory');
  });
  it('lose the name of the parameter, which there is only one of', () =>
    expect(
      refusal('invalid parameter "query": invalid expression type "range vector" for range query', 400, null).message,
    ).toBe('invalid expression type "range vector" for range query'));
});

describe('places', () => {
  it('count lines from one and columns in bytes of UTF-8', () => {
    expect(indexOf('sum(up', { line: 1, column: 7 })).toBe(6);
    expect(indexOf('a +\n b', { line: 2, column: 2 })).toBe(5);
    // é has two bytes, 😀 four (and two code units).
    expect(indexOf('{a="é"} x', { line: 1, column: 10 })).toBe(8);
    expect(indexOf('{a="😀"} x', { line: 1, column: 12 })).toBe(9);
  });
  it('beyond the text are its end', () => {
    expect(indexOf('up', { line: 1, column: 99 })).toBe(2);
    expect(indexOf('up', { line: 7, column: 1 })).toBe(2);
  });
});

it('numbers of the API are text', () => {
  expect([toNumber('+Inf'), toNumber('-Inf'), toNumber('1e-7')]).toEqual([Infinity, -Infinity, 1e-7]);
  expect(toNumber('NaN')).toBeNaN();
});

it('forms repeat lists and drop what is empty', () =>
  expect(formOf({ query: 'a b', 'match[]': ['x', 'y'], limit: null, time: '' }).toString()).toBe(
    'query=a+b&match%5B%5D=x&match%5B%5D=y',
  ));

describe('windows', () => {
  it('lie on whole steps, so that a refresh asks for the same moments', () => {
    expect(windowOf(1003.2, 4603.2, 240, null)).toEqual({ start: 990, end: 4590, step: 15 });
    expect(windowOf(1004.9, 4604.9, 240, null)).toEqual({ start: 990, end: 4590, step: 15 });
  });
  it('have round steps', () => {
    expect(chooseStep(3600, 240)).toBe(15);
    expect(chooseStep(300, 240)).toBe(2);
    expect(chooseStep(604_800, 240)).toBe(3600);
  });
  it('never ask for more points than the server gives', () => {
    const window = windowOf(0, 86_400, 240, 1);
    expect(stepTimes(window).length).toBeLessThanOrEqual(11_000);
    expect(window.step).toBeGreaterThanOrEqual(86_400 / 11_000);
  });
  it('name every step', () => expect(stepTimes({ start: 10, end: 40, step: 15 })).toEqual([10, 25, 40]));
});

describe('names', () => {
  const all = [
    { __name__: 'up', job: 'a', instance: 'a:1', zone: 'x' },
    { __name__: 'up', job: 'b', instance: 'b:1', zone: 'x' },
  ];
  it('leave out what all share', () => expect(sharedLabels(all)).toEqual({ __name__: 'up', zone: 'x' }));
  it('leave out the instance that the job implies', () => {
    const left = leftOut(all);
    expect(all.map((labels) => seriesName(labels, left))).toEqual(['job=a', 'job=b']);
  });
  it('keep the instance where it tells series apart', () => {
    const two = [
      { job: 'a', instance: 'a:1' },
      { job: 'a', instance: 'a:2' },
    ];
    expect(two.map((labels) => seriesName(labels, leftOut(two)))).toEqual(['instance=a:1', 'instance=a:2']);
  });
  it('of a single series are whole', () =>
    expect(seriesName({ __name__: 'up', job: 'a' }, leftOut([all[0]!]))).toBe('up job=a'));
  it('become selectors that PromQL reads', () => {
    expect(selectorOf({ __name__: 'up', job: 'a "b"' })).toBe('up{job="a \\"b\\""}');
    expect(selectorOf({ __name__: 'http.requests', 'service.name': 'a' })).toBe(
      '{"http.requests", "service.name"="a"}',
    );
    expect(selectorOf({})).toBe('{}');
  });
});

describe('lines', () => {
  const window = { start: 100, end: 130, step: 10 };
  const shape = { window, columns: 4 };
  it('have a value or nothing on each step', () => {
    const [line] = linesOf(
      [
        {
          letter: 'A',
          text: 'a',
          unit: 's',
          series: [
            {
              metric: { a: '1' },
              values: [
                [100, '1'],
                [110, 'NaN'],
                [130, '+Inf'],
              ],
            },
          ],
          before: null,
        },
      ],
      shape,
      0,
    );
    expect(line!.values).toEqual([1, null, null, null]);
    expect(line!.figures).toEqual({ last: 1, min: 1, max: 1, mean: 1 });
  });
  it('meet their earlier selves by their labels', () => {
    const [a, b] = linesOf(
      [
        {
          letter: 'A',
          text: 'a',
          unit: '',
          series: [
            {
              metric: { a: '1' },
              values: [
                [100, '4'],
                [120, '6'],
              ],
            },
            { metric: { a: '2' }, values: [[100, '9']] },
          ],
          before: [
            {
              metric: { a: '1' },
              values: [
                [40, '2'],
                [60, '8'],
              ],
            },
          ],
        },
      ],
      shape,
      60,
    );
    expect(a!.before).toEqual([2, null, 8, null]);
    expect(a!.beforeMean).toBe(5);
    expect(b!.before).toBeNull();
  });
  it('of a histogram are its percentiles', () => {
    const lines = linesOf(
      [
        {
          letter: 'A',
          text: 'a',
          unit: '',
          series: [{ metric: {}, histograms: [[110, { count: '4', sum: '6', buckets: [[0, '1', '2', '4']] }]] }],
          before: null,
        },
      ],
      shape,
      0,
    );
    expect(lines.map((line) => [line.part, line.values[1]])).toEqual([
      ['p50', 1.5],
      ['p90', 1.9],
      ['p99', 1.99],
      ['mean', 1.5],
    ]);
  });
  it('without any value have no figures', () =>
    expect(figuresOf([null, null])).toEqual({ last: null, min: null, max: null, mean: null }));
  it('that stand alone get a dot', () => expect(lonely([1, null, 2, 3, null, 4])).toEqual([0, 5]));
  it('of two units have two axes', () => {
    expect(unitsOf([{ unit: 's' }, { unit: 's' }])).toEqual(['s', null]);
    expect(unitsOf([{ unit: 's' }, { unit: 'By' }])).toEqual(['s', 'By']);
    expect(unitsOf([])).toEqual(['', null]);
  });
});

describe('buckets', () => {
  const window = { start: 0, end: 10, step: 10 };
  it('of a native histogram are in ascending order', () => {
    const { count, sum, buckets } = nativeDistribution({
      count: '6',
      sum: '3.5',
      buckets: [
        [1, '-2', '-1', '1'],
        [3, '-0.001', '0.001', '2'],
        [0, '1', '2', '3'],
      ],
    });
    expect([count, sum]).toEqual([6, 3.5]);
    expect(buckets.map((each) => each.from)).toEqual([-2, -0.001, 1]);
  });
  it('of a classic histogram are differences of neighbours', () => {
    const series = ['0.1', '0.5', '+Inf'].map((le, i) => ({
      metric: { le, job: 'a' },
      values: [[0, String([2, 5, 6][i])]] as [number, string][],
    }));
    expect(isClassic(series)).toBe(true);
    expect(isNative(series)).toBe(false);
    expect(classicColumns(series.toReversed(), window)[0]).toEqual([
      { from: 0, to: 0.1, count: 2 },
      { from: 0.1, to: 0.5, count: 3 },
      { from: 0.5, to: Infinity, count: 1 },
    ]);
  });
  it('never count less than nothing where a scrape tore the histogram', () => {
    const series = [
      { metric: { le: '1' }, values: [[0, '5']] as [number, string][] },
      { metric: { le: '+Inf' }, values: [[0, '4']] as [number, string][] },
    ];
    expect(classicColumns(series, window)[0]!.map((each) => each.count)).toEqual([5, 0]);
  });
  it('of several series add up, and a hole is a row', () => {
    const heat = heatOf(
      [
        [
          { from: 1, to: 2, count: 3 },
          { from: 1, to: 2, count: 4 },
          { from: 8, to: 16, count: 1 },
        ],
        [],
      ],
      window,
    );
    expect(heat.rows).toEqual([
      { from: 1, to: 2 },
      { from: 2, to: 8 },
      { from: 8, to: 16 },
    ]);
    expect(heat.counts).toEqual([
      [7, 0],
      [0, 0],
      [1, 0],
    ]);
    expect(heat.most).toBe(7);
    expect(heightOf(heat, 1.5)).toBeCloseTo(0.5 / 3);
    expect(heightOf(heat, 99)).toBeNull();
  });
  it('of native series fall into their step', () => {
    const columns = nativeColumns(
      [{ metric: {}, histograms: [[10, { count: '1', sum: '1', buckets: [[0, '1', '2', '1']] }]] }],
      window,
    );
    expect(columns.map((each) => each.length)).toEqual([0, 1]);
  });
});

describe('exemplars', () => {
  it('keep the highest of each slice, and only those with a trace', () => {
    const found = marksOf(
      [
        {
          seriesLabels: {},
          exemplars: [
            { labels: { trace_id: 'a', span_id: '1' }, value: '0.5', timestamp: 10 },
            { labels: { trace_id: 'b' }, value: '0.7', timestamp: 10.1 },
            { labels: {}, value: '9', timestamp: 10 },
            { labels: { traceID: 'c' }, value: '0.1', timestamp: 900 },
            { labels: { trace_id: 'd' }, value: '1', timestamp: 9999 },
          ],
        },
      ],
      { start: 0, end: 1000 },
    );
    expect(found.marks.map((mark) => mark.traceId)).toEqual(['b', 'c']);
    expect(found.total).toBe(3);
  });
});
