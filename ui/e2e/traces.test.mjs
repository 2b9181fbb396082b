import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { closeBrowser, eventually, json, openBrowser, withPage } from './harness.mjs';

describe('traces', () => {
  let rich;

  before(async () => {
    await openBrowser();
    const traces = await eventually(
      () => json('/api/traces?limit=300'),
      (all) => all.some((trace) => trace.services.length > 1),
      'a trace across two services',
    );
    rich = traces
      .filter((trace) => trace.span_count < 1000 && trace.has_root)
      .toSorted((a, b) => b.span_count - a.span_count)[0];
  });
  after(closeBrowser);

  test('a deep link opens the trace', () =>
    withPage(`/?tab=traces&traceId=${rich.trace_id}`, async (page) => {
      await page.getByRole('heading', { name: rich.root_span_name, exact: true }).waitFor();
      await page.locator('.wf-row').first().waitFor();
      const axis = await page.locator('.wf-axis .wf-time span').allTextContents();
      assert.equal(axis.length, 5);
      assert.equal(axis[0], '0');
    }));

  test('a deep link with a span opens its fields', async () => {
    const { spans } = await json(`/api/traces/${rich.trace_id}`);
    const span = spans.at(-1);
    await withPage(`/?tab=traces&traceId=${rich.trace_id}&spanId=${span.spanId}`, async (page) => {
      const detail = page.getByRole('complementary', { name: 'Span' });
      await detail.getByRole('heading', { name: span.name }).waitFor();
      assert.ok((await detail.textContent()).includes(span.spanId));
      assert.ok((await detail.textContent()).includes(span.attributes[0].key));
    });
  });

  test('the list opens a trace, and back returns to the list', () =>
    withPage('/?tab=traces', async (page) => {
      const row = page.locator('a.trace-row').first();
      await row.waitFor();
      await row.click();
      await page.locator('.wf-row').first().waitFor();
      assert.match(page.url(), /traceId=[0-9a-f]{32}/);
      await page.goBack();
      await page.locator('a.trace-row').first().waitFor();
      assert.doesNotMatch(page.url(), /traceId/);
      await page.goForward();
      await page.locator('.wf-row').first().waitFor();
    }));

  test('a filter narrows the list, shows a chip, and goes away with it', () =>
    withPage('/?tab=traces', async (page) => {
      await page.locator('a.trace-row').first().waitFor();
      await page.getByRole('button', { name: 'Add a filter' }).click();
      await page.getByRole('button', { name: 'status', exact: true }).click();
      await page.getByRole('button', { name: 'error', exact: true }).click();
      await page.getByRole('button', { name: 'Remove filter status error' }).waitFor();
      assert.match(page.url(), /status=error/);
      await page.waitForFunction(() => {
        const rows = [...document.querySelectorAll('a.trace-row')];
        return rows.length > 0 && rows.every((row) => row.querySelector('.tag.bad'));
      });
      assert.match(await page.locator('.topbar .pulse').getAttribute('title'), /a filter is active/);
      await page.getByRole('button', { name: 'Remove filter status error' }).click();
      assert.doesNotMatch(page.url(), /status=error/);
    }));

  test('search goes into the address and to the server', () =>
    withPage('/?tab=traces', async (page) => {
      await page.locator('a.trace-row').first().waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('no-span-is-called-this');
      await page.getByText('No traces match').waitFor();
      assert.match(page.url(), /search=no-span-is-called-this/);
      await page.getByRole('link', { name: 'Clear filters' }).click();
      await page.locator('a.trace-row').first().waitFor();
    }));

  test('dragging over the histogram chooses a time range', () =>
    withPage('/?tab=traces', async (page) => {
      await page.locator('.time-bars rect').first().waitFor();
      const box = await page.locator('.time-bars .plot').first().boundingBox();
      await page.mouse.move(box.x + box.width * 0.5, box.y + 20);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.9, box.y + 20, { steps: 4 });
      await page.mouse.up();
      await page.waitForURL(/start=\d{19}&end=\d{19}|end=\d{19}/);
    }));

  test('spans collapse, search inside the trace counts, the keyboard walks', () =>
    withPage(`/?tab=traces&traceId=${rich.trace_id}`, async (page) => {
      await page.locator('.wf-row').first().waitFor();
      const all = await page.locator('.wf-row').count();
      await page.getByRole('button', { name: 'Collapse', exact: true }).first().click();
      assert.equal(await page.locator('.wf-row').count(), 1);
      await page.getByRole('button', { name: 'Expand', exact: true }).first().click();
      assert.equal(await page.locator('.wf-row').count(), all);
      await page.getByPlaceholder('Search in this trace').fill(rich.root_span_name);
      await page
        .getByText(/\d+ found/)
        .first()
        .waitFor();
      await page.getByPlaceholder('Search in this trace').press('Escape');
      await page.keyboard.press('j');
      await page.getByRole('complementary', { name: 'Span' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('complementary', { name: 'Span' }).waitFor({ state: 'detached' });
    }));

  test('the map of a trace draws its services', () =>
    withPage(`/?tab=traces&traceId=${rich.trace_id}&view=map`, async (page) => {
      await page.locator('.graph-node').first().waitFor();
      const names = await page.locator('.graph-node b').allTextContents();
      for (const service of rich.services) assert.ok(names.includes(service.name), `${service.name} in ${names}`);
    }));

  test('an unknown trace says so in a sentence', () =>
    withPage(
      `/?tab=traces&traceId=${'0'.repeat(31)}1`,
      async (page) => {
        const alert = page.getByRole('alert');
        await alert.waitFor();
        assert.ok((await alert.textContent()).length > 20);
      },
      { expectedErrors: ['404'] },
    ));

  test('an id copies itself when clicked', () =>
    withPage(`/?tab=traces&traceId=${rich.trace_id}`, async (page) => {
      await page
        .getByRole('button', { name: /trace id/ })
        .first()
        .click();
      await page.getByText('Copied trace id').waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), rich.trace_id);
    }));

  test('a span opens from the list of spans, and from a link alone', async () => {
    // Beyond the first page, so that the link must find a span that is not listed.
    const span = (await json('/api/spans?limit=300')).at(-1);
    await withPage('/?tab=spans', async (page) => {
      await page.locator('button.span-row').first().click();
      await page.getByRole('complementary', { name: 'Span' }).waitFor();
      assert.match(page.url(), /spanId=[0-9a-f]{16}/);
    });
    for (const link of [`spanId=${span.spanId}`, `traceId=${span.traceId}&spanId=${span.spanId}`]) {
      await withPage(`/?tab=spans&${link}`, async (page) => {
        await page.getByRole('complementary', { name: 'Span' }).getByRole('heading', { name: span.name }).waitFor();
      });
    }
  });
});
