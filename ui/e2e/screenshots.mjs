// Pictures of every view in both themes, wide and narrow, to look at: `npm run screenshots -- FOLDER [filter]`.
import { mkdirSync } from 'node:fs';
import { BASE, launch } from './browser.mjs';

const [folder = 'target/screenshots', filter = ''] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const json = async (path) => (await fetch(`${BASE}${path}`)).json();
const [richest] = (await json('/api/traces?limit=300'))
  .filter((trace) => trace.span_count < 1000)
  .sort((a, b) => b.span_count - a.span_count);
const [failed] = await json('/api/traces?limit=1&status=error');
const service = (failed ?? richest)?.services?.[0]?.name ?? '';
const metrics = await json('/api/metrics');
const ofType = (type) => metrics.find((metric) => metric.type === type)?.name ?? '';

const { data: names } = await json('/api/v1/label/__name__/values');
const { data: metadata } = await json('/api/v1/metadata');
const bucket = names.find((name) => name.endsWith('_bucket')) ?? 'none';
const native = names.find((name) => metadata[name]?.[0]?.type === 'histogram' && !names.includes(`${name}_bucket`));
const memory = names.find((name) => /memory_used/.test(name)) ?? names[0];
const ask = (...queries) =>
  `/?tab=metrics&view=query&range=1h${queries.map((query) => `&expr=${encodeURIComponent(query)}`).join('')}`;

const VIEWS = {
  explore: '/?tab=metrics&view=query',
  'explore-lines': ask(memory),
  'explore-two': `${ask(`sum(${memory})`, `sum by (job) (rate(${bucket.replace(/_bucket$/, '_count')}[5m]))`)}&compare=range`,
  'explore-heat': `${ask(`sum by (le) (rate(${bucket}[5m]))`)}&exemplars=1`,
  'explore-native': ask(`sum(rate(${native ?? 'none'}[5m]))`),
  'explore-quantile': `${ask(`histogram_quantile(0.95, sum by (le, job) (rate(${bucket}[5m])))`)}&exemplars=1`,
  'explore-table': `${ask(memory)}&show=table`,
  'explore-error': ask('sum(rate(up[5m])'),
  'explore-none': ask('no_such_metric'),
  home: '/',
  services: '/?tab=services',
  service: `/?tab=services&name=${service}`,
  map: '/?tab=map',
  traces: '/?tab=traces',
  'traces-filtered': `/?tab=traces&service=${service}&status=error&minDuration=1ms`,
  'traces-none': '/?tab=traces&search=nothing-is-called-this',
  trace: `/?tab=traces&traceId=${richest?.trace_id}`,
  'trace-span': `/?tab=traces&traceId=${failed?.trace_id}&spanId=${(await json(`/api/traces/${failed?.trace_id}`)).spans?.toSorted((a, b) => b.events.length - a.events.length)[0]?.spanId ?? ''}`,
  'trace-map': `/?tab=traces&traceId=${richest?.trace_id}&view=map`,
  'trace-logs': `/?tab=traces&traceId=${richest?.trace_id}&view=logs`,
  'trace-missing': '/?tab=traces&traceId=00000000000000000000000000000001',
  spans: '/?tab=spans',
  logs: '/?tab=logs',
  'logs-wrap': '/?tab=logs&wrap=1&severity=error',
  metrics: '/?tab=metrics',
  'metric-sum': `/?tab=metrics&metric=${ofType('sum')}`,
  'metric-gauge': `/?tab=metrics&metric=${ofType('gauge')}`,
  'metric-histogram': `/?tab=metrics&metric=${ofType('histogram')}`,
  'metric-exponential': `/?tab=metrics&metric=${ofType('exponential_histogram')}`,
  'metric-summary': `/?tab=metrics&metric=${ofType('summary')}`,
  status: '/?tab=status',
};
const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

const browser = await launch();
for (const theme of ['light', 'dark']) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    const page = await browser.newPage({ viewport, colorScheme: theme });
    page.on('console', (message) => message.type() === 'error' && console.log('console:', message.text()));
    page.on('pageerror', (error) => console.log('error:', error.message));
    for (const [name, path] of Object.entries(VIEWS)) {
      const file = `${name}-${size}-${theme}`;
      if (filter && !new RegExp(filter).test(file)) continue;
      await page.goto(BASE + path);
      await page.waitForTimeout(900);
      if (name === 'logs') await page.locator('.log-row').nth(2).click();
      await page.screenshot({ path: `${folder}/${file}.png` });
    }
    await page.close();
  }
}
await browser.close();
