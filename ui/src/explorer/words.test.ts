import { beforeEach, describe, expect, it } from 'vitest';
import { change, params, visit } from '../location/place';
import { prometheusStem } from '../metrics/metric-view';
import { advice, type Catalogue, families, metricsIn, nearest, typeOf, unitOf, unknownIn } from './catalogue';
import { curl, grafanaExplore, grafanaPanel, promtool, shellQuoted } from './copy-as';
import { pathName } from './editor/names';
import { spanAt } from './editor/place';
import { csv, fileName } from './export';
import { forgetAll, remember, remembered } from './history';
import { comparison, queries, queryChanges, readStep, spelledSeconds, view } from './question';
import type { Line } from './series';
import { hiddenKeys, isolate, sortBy, sortInForce, toggle } from './shown-lines';

const LINE: Line = {
  key: '',
  letter: 'A',
  labels: {},
  part: null,
  name: '',
  unit: '',
  values: [],
  figures: { last: null, min: null, max: null, mean: null },
  before: null,
  beforeMean: null,
};

const METADATA = {
  requests_total: [{ type: 'counter', help: 'Requests', unit: '' }],
  duration_seconds: [{ type: 'histogram', help: 'How long', unit: 's' }],
  order_value: [{ type: 'histogram', help: 'How much', unit: 'EUR' }],
  memory_bytes: [{ type: 'gauge', help: '', unit: 'By' }],
};
const NAMES = [
  'requests_total',
  'duration_seconds_bucket',
  'duration_seconds_count',
  'duration_seconds_sum',
  'order_value',
  'memory_bytes',
];
const CATALOGUE: Catalogue = { names: NAMES, metadata: METADATA, families: families(NAMES, METADATA) };

describe('the catalogue', () => {
  it('folds a classic histogram into one entry', () =>
    expect(CATALOGUE.families.map(({ name, type, query }) => [name, type, query])).toEqual([
      ['requests_total', 'counter', 'rate(requests_total[5m])'],
      ['duration_seconds', 'histogram', 'sum by (le) (rate(duration_seconds_bucket[5m]))'],
      ['order_value', 'histogram', 'sum(rate(order_value[5m]))'],
      ['memory_bytes', 'gauge', 'memory_bytes'],
    ]));
  it('knows the parts of a histogram as counters', () => {
    expect(typeOf('duration_seconds_bucket', METADATA)).toBe('counter');
    expect(typeOf('nothing_total', METADATA)).toBe('counter');
    expect(typeOf('nothing', METADATA)).toBe('unknown');
  });
  it('quotes names that are more than letters', () =>
    expect(families(['http.requests'], {}).map((each) => each.query)).toEqual(['{"http.requests"}']));
  it('finds the metrics of a query', () => {
    const known = new Set([...NAMES, 'a.b']);
    expect(metricsIn('sum(rate(requests_total{job="memory_bytes"}[5m])) / order_value', known)).toContain(
      'requests_total',
    );
    expect(metricsIn('{"a.b", job="x"}', known)).toEqual(['a.b']);
  });
});

describe('unknown metrics', () => {
  const known = new Set(NAMES);
  it.each([
    ['requests_totl', ['requests_totl']],
    ['sum by (job) (rate(requests_total{code="x"}[5m] offset 1h))', []],
    ['histogram_quantile(0.9, sum by (le) (rate(duration_bucket[5m])))', ['duration_bucket']],
    ['a / on (x) group_left (y) memory_bytes > bool 3', ['a']],
    ['{__name__="anything"}', []],
    ['sum without (a) (b) # c', ['b']],
    ['1e3 + Inf', []],
  ])('of %s are %j', (query, unknown) => expect(unknownIn(query, known)).toEqual(unknown));
  it('have likely neighbours', () => {
    expect(nearest('requests_totl', NAMES)[0]).toBe('requests_total');
    expect(nearest('duration_second_bucket', NAMES)[0]).toBe('duration_seconds_bucket');
    expect(nearest('xyz', NAMES)).toEqual([]);
  });
});

describe('advice', () => {
  it('turns counters into rates and buckets into heat', () => {
    expect(advice('requests_total{job="a"}', METADATA)?.query).toBe('rate(requests_total{job="a"}[5m])');
    expect(advice('duration_seconds_bucket', METADATA)?.query).toBe('sum by (le) (rate(duration_seconds_bucket[5m]))');
    expect(advice('order_value', METADATA)?.query).toBe('sum(rate(order_value[5m]))');
  });
  it('is silent about what is fine', () => {
    expect(advice('memory_bytes', METADATA)).toBeNull();
    expect(advice('rate(requests_total[5m])', METADATA)).toBeNull();
  });
});

describe('units', () => {
  it.each([
    ['memory_bytes', 'By'],
    ['sum by (job) (memory_bytes)', 'By'],
    ['rate(memory_bytes[5m])', 'By/s'],
    ['histogram_quantile(0.9, sum by (le) (rate(duration_seconds_bucket[5m])))', 's'],
    ['rate(duration_seconds_count[5m])', ''],
    ['rate(duration_seconds_sum[5m])', ''],
    ['count(memory_bytes)', ''],
    ['memory_bytes / memory_bytes', ''],
    ['memory_bytes{path="/a/b"}', 'By'],
    ['1 + 1', ''],
  ])('of %s are %j', (query, unit) => expect(unitOf(query, CATALOGUE)).toBe(unit));
});

describe('the address', () => {
  beforeEach(() => visit('?tab=metrics&view=query'));
  it('keeps queries with their letters, also empty ones and those left out', () => {
    change(
      queryChanges([
        { text: 'up', off: false },
        { text: '', off: false },
        { text: 'a{b="c&d"}', off: true },
      ]),
    );
    expect(queries()).toEqual([
      { letter: 'A', text: 'up', off: false },
      { letter: 'B', text: '', off: false },
      { letter: 'C', text: 'a{b="c&d"}', off: true },
    ]);
  });
  it('is empty without a query', () => expect(queryChanges([{ text: '', off: false }]).expr).toBeNull());
  it('knows the views', () => {
    expect(view()).toBe('auto');
    change({ show: 'table' });
    expect(view()).toBe('table');
    change({ show: 'nonsense' });
    expect(view()).toBe('auto');
  });
  it('compares with a fixed time before, or with the range before', () => {
    expect(comparison(900)).toBeNull();
    change({ compare: '1d' });
    expect(comparison(900)?.seconds).toBe(86_400);
    change({ compare: 'range' });
    expect(comparison(900)?.seconds).toBe(900);
  });
  it('reads steps', () => {
    expect([readStep('15s'), readStep('500ms'), readStep('0s'), readStep('x'), readStep(null)]).toEqual([
      15,
      0.5,
      null,
      null,
      null,
    ]);
    expect([spelledSeconds(90), spelledSeconds(0.5), spelledSeconds(86_400)]).toEqual(['1m30s', '500ms', '1d']);
  });
});

describe('lines in the address', () => {
  const lines = ['a', 'b', 'c'].map((name) => ({ ...LINE, key: `k${name}`, name }));
  beforeEach(() => visit('?tab=metrics&view=query'));
  it('are shown alone, and all again', () => {
    isolate(lines[1]!, lines);
    expect(params('only')).toEqual(['A b']);
    expect([...hiddenKeys(lines)]).toEqual(['ka', 'kc']);
    isolate(lines[1]!, lines);
    expect(hiddenKeys(lines).size).toBe(0);
  });
  it('are hidden and shown again', () => {
    toggle(lines[0]!, lines);
    expect([...hiddenKeys(lines)]).toEqual(['ka']);
    toggle(lines[1]!, lines);
    expect(params('only')).toEqual(['A c']);
    toggle(lines[0]!, lines);
    toggle(lines[1]!, lines);
    expect(hiddenKeys(lines).size).toBe(0);
  });
  it('that are gone hide nobody', () => {
    change({ only: ['A gone'] });
    expect(hiddenKeys(lines).size).toBe(0);
  });
  it('are sorted, by the highest last value unless said otherwise', () => {
    expect(sortInForce()).toEqual({ column: 'last', down: true });
    sortBy('max');
    expect(sortInForce()).toEqual({ column: 'max', down: true });
    sortBy('max');
    expect(sortInForce()).toEqual({ column: 'max', down: false });
    sortBy('name');
    expect(sortInForce()).toEqual({ column: 'name', down: false });
  });
});

describe('copied', () => {
  const window = { start: 1000, end: 4600, step: 15 };
  it('shell words survive quotes', () => {
    expect(shellQuoted(`it's "x"`)).toBe(`'it'\\''s "x"'`);
    expect(shellQuoted('http://localhost:5002')).toBe('http://localhost:5002');
  });
  it('curl asks the same question', () =>
    expect(curl('http://localhost:5002', 'rate(a[5m])', window)).toBe(
      [
        'curl -s http://localhost:5002/api/v1/query_range \\',
        "  --data-urlencode 'query=rate(a[5m])' \\",
        '  --data-urlencode start=1000 \\',
        '  --data-urlencode end=4600 \\',
        '  --data-urlencode step=15s',
      ].join('\n'),
    ));
  it('promtool asks the same question', () =>
    expect(promtool('http://localhost:5002', 'a{b="c"}', window)).toBe(
      `promtool query range --start=1000 --end=4600 --step=15s http://localhost:5002 'a{b="c"}'`,
    ));
  it('Grafana gets every query with its letter', () => {
    const question = {
      queries: [
        { letter: 'A', text: 'up', off: false },
        { letter: 'B', text: 'x', off: true },
      ],
      from: 'now-1h',
      to: 'now',
      heat: false,
      unit: 's',
    };
    const panel = JSON.parse(grafanaPanel(question));
    expect(panel.type).toBe('timeseries');
    expect(panel.targets.map((each: { refId: string; hide?: boolean }) => [each.refId, each.hide])).toEqual([
      ['A', undefined],
      ['B', true],
    ]);
    const panes = JSON.parse(new URL(grafanaExplore(question), 'http://g').searchParams.get('panes')!);
    expect(panes.trine.range).toEqual({ from: 'now-1h', to: 'now' });
    expect(panes.trine.queries[0].expr).toBe('up');
  });
});

describe('files', () => {
  it('are CSV with one column per series', () =>
    expect(
      csv(
        [0, 15],
        [
          { letter: 'A', name: 'a="x, y"', values: [1, null] },
          { letter: 'A', name: 'b', values: [null, 2.5] },
        ],
        false,
      ),
    ).toBe('time,"a=""x, y""",b\r\n1970-01-01T00:00:00.000Z,1,\r\n1970-01-01T00:00:15.000Z,,2.5\r\n'));
  it('are called after the query', () => {
    expect(fileName('rate(http_requests_total[5m])', 'csv')).toBe('rate-http_requests_total-5m.csv');
    expect(fileName('{}', 'png')).toBe('query.png');
  });
});

it('an OTLP name leads to its Prometheus names', () => {
  expect(prometheusStem('http.server.request.duration')).toBe('http_server_request_duration');
  expect(prometheusStem('a-b{c}')).toBe('a_b_c');
});

describe('history', () => {
  beforeEach(forgetAll);
  it('is newest first, each query once', () => {
    for (const query of ['a', 'b', ' a ', '']) remember(query);
    expect(remembered()).toEqual(['a', 'b']);
  });
  it('survives nonsense in the browser', () => {
    window.localStorage.setItem('trine.promql', '{"a":');
    expect(remembered()).toEqual([]);
  });
});

describe('the editor', () => {
  it('marks the word at a place, or the last character at the end', () => {
    expect(spanAt('sum(foo)', 4)).toEqual({ from: 4, to: 7 });
    expect(spanAt('sum(', 4)).toEqual({ from: 3, to: 4 });
    expect(spanAt('', 0)).toEqual({ from: 0, to: 0 });
  });
  it('escapes label names in paths as Prometheus does', () => {
    expect(pathName('http_route')).toBe('http_route');
    expect(pathName('service.name')).toBe('U__service_2e_name');
    expect(pathName('my_label.x')).toBe('U__my__label_2e_x');
  });
});
