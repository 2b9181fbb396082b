import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertAccessible, closeBrowser, eventually, json, openBrowser, withPage } from './harness.mjs';

/** What is on screen once a view has its data. */
const SETTLED = {
  home: '.log-lines',
  services: '.detail tbody tr',
  map: '.graph-node',
  traces: 'a.trace-row',
  trace: '.wf-row',
  spans: 'button.span-row',
  logs: '.log-row',
  metric: '.chart canvas',
  status: '.rejections, .card-text',
};

describe('rooms', () => {
  let trace;
  let metric;
  let service;

  before(async () => {
    await openBrowser();
    const traces = await eventually(
      () => json('/api/traces?limit=200'),
      (all) => all.some((each) => each.services.length > 1),
      'a trace across two services',
    );
    trace = traces.find((each) => each.services.length > 1);
    service = trace.services[0].name;
    metric = (
      await eventually(
        () => json('/api/metrics'),
        (all) => all.some((each) => each.type === 'histogram'),
        'a histogram',
      )
    ).find((each) => each.type === 'histogram').name;
    await eventually(
      () => json('/api/logs?limit=1'),
      (logs) => logs.length > 0,
      'a log line',
    );
  });
  after(closeBrowser);

  test('home shows what was received', () =>
    withPage('/', async (page) => {
      await page.locator('.tile b').first().waitFor();
      assert.ok((await page.locator('.tile b').allTextContents()).every((text) => /\d/.test(text)));
      await page.getByText('Send more telemetry here').click();
      assert.match(await page.locator('.codeblock pre').textContent(), /OTEL_EXPORTER_OTLP_ENDPOINT=http:\/\//);
    }));

  test('the catalog sorts, opens a service and leads to its traces', () =>
    withPage('/?tab=services', async (page) => {
      await page.locator('.catalog tbody tr').first().waitFor();
      await page.getByRole('button', { name: 'Service', exact: true }).click();
      const names = await page.locator('.catalog tbody tr td:first-child').allTextContents();
      assert.deepEqual(
        names,
        names.toSorted((a, b) => a.localeCompare(b)),
      );
      await page.locator('.catalog').getByRole('link', { name: service, exact: true }).click();
      await page.getByRole('complementary', { name: 'Service' }).getByRole('link', { name: 'Traces' }).click();
      await page.getByRole('button', { name: `Remove filter service ${service}` }).waitFor();
      await page.locator('a.trace-row').first().waitFor();
    }));

  test('the map draws services and opens one', () =>
    withPage('/?tab=map', async (page) => {
      await page.locator('.graph-node.service').first().waitFor();
      assert.ok((await page.locator('.graph-edge').count()) > 0);
      await page.locator('.graph-node.service', { hasText: service }).first().click();
      await page.getByRole('complementary', { name: 'Node' }).waitFor();
      assert.match(page.url(), /node=/);
    }));

  test('status names version, signals and listeners', () =>
    withPage('/?tab=status', async (page) => {
      await page.getByRole('region', { name: 'Connection Doctor' }).waitFor();
      assert.equal(await page.getByRole('region', { name: 'Signals' }).locator('tbody tr').count(), 3);
      assert.match(await page.getByRole('region', { name: 'Process' }).textContent(), /OTLP\/gRPC/);
    }));

  test('the theme follows the system, switches, and stays switched', () =>
    withPage(
      '/',
      async (page) => {
        const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
        await page.locator('.tile').first().waitFor();
        assert.equal(await theme(), 'dark');
        await page.getByRole('button', { name: /^Theme: system/ }).click();
        assert.equal(await theme(), 'light');
        await page.reload();
        await page.locator('.tile').first().waitFor();
        assert.equal(await theme(), 'light');
        await page.getByRole('button', { name: /^Theme: light/ }).click();
        assert.equal(await theme(), 'dark');
      },
      { theme: 'dark' },
    ));

  test('shortcuts are listed and work', () =>
    withPage('/', async (page) => {
      await page.locator('.tile').first().waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('g');
      await page.keyboard.press('l');
      await page.waitForURL(/tab=logs/);
      await page.keyboard.press('g');
      await page.keyboard.press('t');
      await page.waitForURL(/tab=traces/);
      await page.locator('a.trace-row').first().waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.waitForURL(/traceId=/);
    }));

  test('the time range is chosen and kept on the way to another room', () =>
    withPage('/?tab=traces', async (page) => {
      await page.getByRole('button', { name: /^Time range/ }).click();
      await page.getByRole('button', { name: 'Last 6 hours' }).click();
      await page.waitForURL(/range=6h/);
      await page.getByRole('link', { name: 'Logs', exact: true }).click();
      await page.waitForURL(/tab=logs.*range=6h|range=6h.*tab=logs/);
    }));

  test('refreshing pauses and goes on', () =>
    withPage('/?tab=services', async (page) => {
      await page.locator('.catalog tbody tr').first().waitFor();
      const pulse = page.locator('.topbar .pulse');
      await pulse.click();
      assert.match(await pulse.getAttribute('title'), /Paused by you/);
      const asked = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.waitForTimeout(6000);
      assert.deepEqual(asked, []);
      await pulse.click();
      await page.waitForResponse(/service-catalog/);
    }));

  const VIEWS = () => ({
    home: '/',
    services: `/?tab=services&name=${encodeURIComponent(service)}`,
    map: '/?tab=map',
    traces: '/?tab=traces&status=error',
    trace: `/?tab=traces&traceId=${trace.trace_id}`,
    spans: '/?tab=spans',
    logs: '/?tab=logs',
    metric: `/?tab=metrics&metric=${encodeURIComponent(metric)}`,
    status: '/?tab=status',
  });
  for (const name of ['home', 'services', 'map', 'traces', 'trace', 'spans', 'logs', 'metric', 'status']) {
    test(`${name} has no serious accessibility violation in either theme, and fits a phone`, () =>
      withPage(VIEWS()[name], async (page) => {
        await page.locator(SETTLED[name]).first().waitFor();
        if (name === 'trace' || name === 'logs') await page.locator(SETTLED[name]).first().click();
        await assertAccessible(page);
      }));
  }
});
