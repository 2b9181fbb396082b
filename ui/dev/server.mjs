// A stand-in for the server while working on the UI: the contract of /api/ over made-up telemetry, and the
// built UI from dist/ with the same Content-Security-Policy. `--empty` starts with nothing, `--port=N` picks the port.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, normalize } from 'node:path';
import * as answers from './answers.mjs';
import { BadRequest, KNOWN, logFilter, page, understood } from './filters.mjs';
import { PrometheusError, prometheus } from './prometheus.mjs';
import { Store } from './store.mjs';

const option = (name, fallback) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.split('=')[1] ?? fallback;
const port = Number(option('port', '5002'));
const empty = process.argv.includes('--empty');
const store = new Store();
if (!empty) {
  store.backfill();
  setInterval(() => store.tick(), 900).unref();
  setInterval(() => store.report(), 5000).unref();
}

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};
const HEADERS = {
  'Content-Security-Policy': "default-src 'self'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

function send(response, status, body, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...HEADERS, ...headers });
  response.end(JSON.stringify(body));
}

function sendPage(response, { items, next }) {
  send(response, 200, items, next ? { 'Trine-Next-Cursor': next } : {});
}

function stream(request, response, query) {
  const matches = logFilter(query);
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', ...HEADERS });
  response.write(': ping\n\n');
  const listener = (logs) => {
    const fresh = logs.filter(matches);
    if (fresh.length) response.write(`event: logs\ndata: ${JSON.stringify(fresh)}\n\n`);
  };
  store.listeners.add(listener);
  const ping = setInterval(() => response.write(': ping\n\n'), 15_000);
  request.on('close', () => {
    clearInterval(ping);
    store.listeners.delete(listener);
  });
}

function metricRoute(parts, query) {
  const name = decodeURIComponent(parts[0]);
  if (parts[1] === 'attributes') return answers.metricAttributes(store, name);
  if (parts[1] === 'resources')
    return [
      ...new Map(
        [...(store.meters.metrics.get(name)?.series.values() ?? [])].map((each) => [
          JSON.stringify(each.resource),
          each.resource,
        ]),
      ).values(),
    ];
  return answers.metric(store, name === 'query' ? query.get('name') : name, query);
}

/** Which rules of KNOWN apply to a path. */
function rulesOf(area, rest) {
  if (area === 'traces') return rest.length === 0 ? 'traces' : rest[0] === 'histogram' ? 'histogram' : 'none';
  if (area === 'logs') return { stream: 'stream', histogram: 'volume' }[rest[0]] ?? 'logs';
  if (area === 'metrics') return rest.length === 0 ? 'metrics' : rest.length === 1 ? 'metric' : 'range';
  if (area === 'spans') return 'spans';
  return area === 'stats' ? 'none' : 'range';
}

function api(path, query, request, response) {
  const [area, ...rest] = path.split('/').slice(2);
  understood(query, KNOWN[rulesOf(area, rest)]);
  const found = (body, what) =>
    body
      ? send(response, 200, body)
      : send(response, 404, { error: `There is no ${what}. It may have been evicted, or was never received.` });
  switch (
    `${area}${rest.length > 0 ? '/' : ''}${['histogram', 'stream'].includes(rest[0]) ? rest[0] : rest.length > 0 ? '*' : ''}`
  ) {
    case 'traces':
      return sendPage(response, page(query, answers.traces(store, query)));
    case 'traces/histogram':
      return send(response, 200, answers.traceHistogram(store, query));
    case 'traces/*':
      return found(answers.trace(store, rest[0]), `trace ${rest[0]}`);
    case 'spans':
      return sendPage(response, answers.spans(store, query));
    case 'logs':
      return sendPage(response, answers.logs(store, query));
    case 'logs/stream':
      return stream(request, response, query);
    case 'logs/histogram':
      return send(response, 200, answers.logHistogram(store, query));
    case 'metrics':
      return send(response, 200, answers.metrics(store, query));
    case 'metrics/*':
      return found(metricRoute(rest, query), `metric ${rest[0]}`);
    case 'service-map':
      return send(response, 200, answers.serviceMap(store, query));
    case 'service-catalog':
      return send(response, 200, answers.catalog(store, query));
    case 'services/*':
      return send(response, 200, answers.operations(store, decodeURIComponent(rest[0]), query));
    case 'stats':
      return send(response, 200, answers.stats(store));
    default:
      return send(response, 501, { error: `${path} is not built yet.` });
  }
}

async function prometheusApi(url, request, response) {
  const form = new URLSearchParams(url.searchParams);
  const body = [];
  for await (const chunk of request) body.push(chunk);
  for (const [name, value] of new URLSearchParams(Buffer.concat(body).toString())) form.append(name, value);
  try {
    const answer = prometheus(decodeURIComponent(url.pathname.slice('/api/v1/'.length)), form, store, empty);
    if (answer) return send(response, 200, { status: 'success', ...answer });
    return send(response, 404, { status: 'error', errorType: 'not_found', error: 'there is nothing here' });
  } catch (error) {
    if (!(error instanceof PrometheusError)) throw error;
    return send(response, error.status, { status: 'error', errorType: error.type, error: error.message });
  }
}

const PAGES = ['/index.html', '/api-docs.html'];

async function openApi(response) {
  const document = new URL('../../server/src/main/resources/dev/trine/api/openapi.json', import.meta.url);
  return send(response, 200, JSON.parse(await readFile(document, 'utf8')));
}

async function asset(path, response) {
  const file = path === '/' ? '/index.html' : normalize(path);
  if (!PAGES.includes(file) && !file.startsWith('/assets/'))
    return send(response, 404, { error: `There is nothing at ${path}.` });
  try {
    const body = await readFile(new URL(`../dist${file}`, import.meta.url));
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', ...HEADERS });
    return response.end(body);
  } catch {
    return send(response, 404, { error: `There is nothing at ${path}. Run "npm run build" first.` });
  }
}

createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  try {
    if (url.pathname === '/openapi.json') return openApi(response);
    if (url.pathname === '/api/docs') return asset('/api-docs.html', response);
    if (url.pathname.startsWith('/api/v1/')) return prometheusApi(url, request, response);
    if (url.pathname.startsWith('/api/')) return api(url.pathname, url.searchParams, request, response);
    if (url.pathname === '/health') return send(response, 200, { status: 'ok' });
    return asset(url.pathname, response);
  } catch (error) {
    const status = error instanceof BadRequest ? 400 : 500;
    return send(response, status, { error: error.message });
  }
}).listen(port, '127.0.0.1', function listening() {
  console.log(`mock on http://127.0.0.1:${this.address().port}/`);
});
