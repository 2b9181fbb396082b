import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertAccessible, closeBrowser, eventually, json, openBrowser, withPage } from './harness.mjs';

const at = (...queries) =>
  `/?tab=metrics&view=query&range=15m${queries.map((query) => `&expr=${encodeURIComponent(query)}`).join('')}`;
/** A query that the server refuses is a failed request, which the browser logs. */
const REFUSED = { expectedErrors: ['400 (Bad Request)'] };

/** The names and types that this server has, whichever it is. */
async function catalogue() {
  const { data: names } = await json('/api/v1/label/__name__/values');
  const { data: metadata } = await json('/api/v1/metadata');
  const bucket = names.find((name) => name.endsWith('_bucket'));
  const gauge = names.find((name) => metadata[name]?.[0]?.type === 'gauge' && name !== 'target_info');
  const native = names.find((name) => metadata[name]?.[0]?.type === 'histogram' && !names.includes(`${name}_bucket`));
  return { names, bucket, gauge, native };
}

describe('explorer', () => {
  let known;

  before(async () => {
    await openBrowser();
    known = await eventually(catalogue, ({ bucket, gauge }) => bucket && gauge, 'a histogram and a gauge');
  });
  after(closeBrowser);

  const editor = (page, letter = 'A') => page.getByRole('textbox', { name: `PromQL query ${letter}` });
  const opened = (page) => page.locator('.cm-content').first().waitFor();
  const write = async (page, text, letter = 'A') => {
    await opened(page);
    await editor(page, letter).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(text);
  };

  test('the way leads from the catalogue of metrics to the first chart', () =>
    withPage('/?tab=metrics', async (page) => {
      await page.locator('.metric-item').first().waitFor();
      await page.getByRole('link', { name: 'PromQL' }).click();
      await page.getByRole('searchbox', { name: 'Find a metric' }).fill(known.gauge);
      await page.locator('.start .metric-item', { hasText: known.gauge }).first().click();
      await page.locator('.graph-card canvas').first().waitFor();
      assert.match(page.url(), new RegExp(`expr=${known.gauge}`));
      assert.ok((await page.locator('.series-legend tbody tr').count()) > 0);
      await page.goBack();
      await page.locator('.start').waitFor();
    }));

  test('completion knows metrics, labels of the selector, and values', () =>
    withPage('/?tab=metrics&view=query', async (page) => {
      const { data: labels } = await json(`/api/v1/labels?match[]=${encodeURIComponent(known.gauge)}`);
      await write(page, known.gauge.slice(0, -2));
      await page.locator('.cm-completionLabel', { hasText: known.gauge }).first().waitFor();
      await page.keyboard.press('Escape');
      await write(page, `${known.gauge}{`);
      await page.waitForFunction(
        (wanted) => {
          const root = document.querySelector('.promql').shadowRoot;
          const shown = [...root.querySelectorAll('.cm-completionLabel')].map((each) => each.textContent);
          return wanted.every((label) => shown.includes(label));
        },
        labels.filter((label) => label !== '__name__').slice(0, 3),
      );
      await page.keyboard.type('job="');
      const { data: jobs } = await json(`/api/v1/label/job/values?match[]=${encodeURIComponent(known.gauge)}`);
      await page.locator('.cm-completionLabel', { hasText: jobs[0] }).first().waitFor();
    }));

  test('Enter runs, the query goes into the address, back and forward bring it along', () =>
    withPage('/?tab=metrics&view=query', async (page) => {
      await write(page, known.gauge);
      await page.keyboard.press('Enter');
      await page.locator('.graph-card canvas').first().waitFor();
      await write(page, `sum(${known.gauge})`);
      await page.keyboard.press('Control+Enter');
      await page.waitForURL(/expr=sum/);
      await page.waitForFunction(() => document.querySelectorAll('.series-legend tbody tr').length === 1);
      await page.goBack();
      await page.waitForFunction(
        (name) => document.querySelector('.promql').shadowRoot.querySelector('.cm-content').textContent === name,
        known.gauge,
      );
      await page.goForward();
      await page.waitForURL(/expr=sum/);
    }));

  test('a mistake is underlined where the server says, and told in a sentence', () =>
    withPage(
      at('sum(rate(up[5m])) by'),
      async (page) => {
        const alert = page.getByRole('alert');
        await alert.waitFor();
        assert.match(await alert.textContent(), /1:\d+/);
        await page.locator('.cm-lintRange-error').waitFor();
      },
      REFUSED,
    ));

  test('a metric that does not exist leads to one of a similar name', () =>
    withPage(at(`${known.gauge}x`), async (page) => {
      await page.getByText(`No metric is called ${known.gauge}x`).waitFor();
      await page.locator('.empty').getByRole('button', { name: known.gauge, exact: true }).click();
      await page.locator('.graph-card canvas').first().waitFor();
    }));

  test('formatting writes the query as the server would', () =>
    withPage('/?tab=metrics&view=query', async (page) => {
      await write(page, `${known.gauge}   +   ${known.gauge}`);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Format query A' }).click();
      await page.waitForFunction(
        (name) =>
          document.querySelector('.promql').shadowRoot.querySelector('.cm-content').textContent === `${name} + ${name}`,
        known.gauge,
      );
    }));

  test('what ran before is offered again', () =>
    withPage(at(known.gauge), async (page) => {
      await page.locator('.graph-card canvas').first().waitFor();
      await page.getByRole('button', { name: 'Run query A' }).click();
      await page.getByRole('button', { name: 'History of queries' }).click();
      await page.locator('.history .menu-item', { hasText: known.gauge }).first().waitFor();
    }));

  test('several queries share a chart, and one can be left out', () =>
    withPage(at(`sum(${known.gauge})`, `max(${known.gauge})`), async (page) => {
      await page.waitForFunction(() => document.querySelectorAll('.series-legend tbody tr').length === 2);
      await page.getByRole('button', { name: 'Query B: asked' }).click();
      await page.waitForFunction(() => document.querySelectorAll('.series-legend tbody tr').length === 1);
      assert.match(page.url(), /off=B/);
      await page.getByRole('button', { name: 'Remove query B' }).click();
      await page.waitForFunction(() => document.querySelectorAll('.query').length === 1);
      assert.doesNotMatch(page.url(), /max/);
    }));

  test('a line is shown alone, hidden, and sorted by its figures', () =>
    withPage(at(`{__name__=~"${known.gauge}|${known.bucket}"}`, known.gauge), async (page) => {
      const rows = page.locator('.series-legend tbody tr');
      await rows.nth(1).waitFor();
      const count = await rows.count();
      await rows.nth(0).locator('.series-name').click();
      assert.equal(await page.locator('.series-legend tr.off').count(), count - 1);
      assert.match(page.url(), /only=/);
      await rows.nth(0).locator('.series-name').click();
      assert.equal(await page.locator('.series-legend tr.off').count(), 0);
      await rows
        .nth(1)
        .locator('.series-name')
        .click({ modifiers: ['Control'] });
      assert.equal(await page.locator('.series-legend tr.off').count(), 1);
      await page.locator('.series-legend th.max button').click();
      assert.equal(await page.locator('.series-legend th.max').getAttribute('aria-sort'), 'descending');
    }));

  test('buckets of a classic histogram are a heatmap', () =>
    withPage(at(`sum by (le) (rate(${known.bucket}[5m]))`), async (page) => {
      await page.locator('.heat-plot canvas').waitFor();
      assert.equal(await page.getByRole('button', { name: 'Heatmap' }).getAttribute('aria-pressed'), 'true');
      await page.locator('.heat-legend', { hasText: 'p95' }).waitFor();
    }));

  test('a native histogram is a heatmap, and percentiles as lines', async (context) => {
    if (!known.native) return context.skip('no native histogram was received');
    await withPage(at(`sum(rate(${known.native}[5m]))`), async (page) => {
      await page.locator('.heat-plot canvas').waitFor();
      await page.getByRole('button', { name: 'Lines', exact: true }).click();
      await page.locator('.series-legend tbody tr', { hasText: 'p99' }).first().waitFor();
    });
  });

  test('the table shows the answer at one moment, sorted and filtered', () =>
    withPage(`${at(known.gauge)}&show=table`, async (page) => {
      const rows = page.locator('.result-table tbody tr');
      await rows.first().waitFor();
      assert.equal(await page.locator('.result-table th[aria-sort]').getAttribute('aria-sort'), 'descending');
      await page.getByRole('searchbox', { name: 'Filter the rows' }).fill('no-label-has-this');
      await page.waitForFunction(() => document.querySelectorAll('.result-table tbody tr').length === 0);
    }));

  test('the table shows every step, too', () =>
    withPage(`${at(`sum(${known.gauge})`)}&show=table`, async (page) => {
      await page.locator('.result-table tbody tr').first().waitFor();
      await page.getByRole('button', { name: 'Every step' }).click();
      await page.locator('.step-table tbody tr').nth(2).waitFor();
      assert.match(page.url(), /rows=steps/);
    }));

  test('a metric that was browsed leads to its query', () =>
    withPage('/?tab=metrics', async (page) => {
      await page.locator('.metric-item').first().click();
      await page.getByRole('link', { name: 'PromQL' }).last().click();
      await page.getByRole('searchbox', { name: 'Find a metric' }).waitFor();
      assert.match(page.url(), /find=/);
    }));

  test('raw samples of a range are a table', () =>
    withPage(
      at(`${known.gauge}[1m]`),
      async (page) => {
        await page.getByRole('button', { name: 'Show them as a table' }).click();
        await page.locator('.result-table, .empty').first().waitFor();
        assert.match(page.url(), /show=table/);
      },
      REFUSED,
    ));

  test('a comparison draws the time before', () =>
    withPage(at(`sum(${known.gauge})`), async (page) => {
      await page.locator('.graph-card canvas').first().waitFor();
      await page.getByRole('button', { name: 'Compare: No comparison' }).click();
      await page.getByRole('button', { name: '1 hour before' }).click();
      await page.waitForURL(/compare=1h/);
      await page.locator('.series-legend th', { hasText: 'change' }).waitFor();
    }));

  test('what the server remarks is shown', () =>
    withPage(at(`rate(${known.gauge}[5m])`), async (page) => {
      await page.locator('.note', { hasText: 'might not be a counter' }).waitFor();
      assert.match(await page.locator('.figures').textContent(), /series · \d+ steps of/);
    }));

  test('an exemplar leads to its trace, or a sentence says why there is none', () =>
    withPage(
      `${at(`sum by (le) (rate(${known.bucket}[5m]))`)}&exemplars=1`,
      async (page) => {
        await page.locator('.exemplar, .card .advice, .heat-plot').first().waitFor();
        const mark = page.locator('a.exemplar').last();
        if ((await mark.count()) === 0) return;
        await mark.focus();
        await page.keyboard.press('Enter');
        await page.waitForURL(/traceId=[0-9a-f]{32}/);
        await page.locator('.wf-row').first().waitFor();
      },
      { expectedErrors: ['501', '404'] },
    ));

  test('the question is copied for curl, promtool and Grafana', () =>
    withPage(at(known.gauge), async (page) => {
      await page.locator('.graph-card canvas').first().waitFor();
      for (const [what, pattern] of [
        ['curl command', /^curl -s http:\/\/\S+\/api\/v1\/query_range \\\n/],
        ['promtool command', /^promtool query range --start=\d+/],
        ['Grafana panel', /"type": "timeseries"/],
        ['Grafana Explore address', /^\/explore\?schemaVersion=1&panes=/],
      ]) {
        await page.getByRole('button', { name: 'Copy as' }).click();
        await page.getByRole('button', { name: what, exact: true }).click();
        await page.getByText(`Copied ${what}`).waitFor();
        assert.match(await page.evaluate(() => navigator.clipboard.readText()), pattern);
      }
    }));

  for (const [kind, start] of [
    ['CSV', 'time,'],
    ['JSON', '{'],
    ['PNG', '\u0089PNG'],
  ]) {
    test(`what is on screen is saved as ${kind}`, () =>
      withPage(at(known.gauge), async (page) => {
        await page.locator('.graph-card canvas').first().waitFor();
        await page.getByRole('button', { name: 'Export' }).click();
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: kind, exact: true }).click(),
        ]);
        assert.equal(download.suggestedFilename(), `${known.gauge}.${kind.toLowerCase()}`);
        const chunks = [];
        for await (const chunk of await download.createReadStream()) chunks.push(chunk);
        assert.ok(Buffer.concat(chunks).toString('latin1').startsWith(start));
      }));
  }

  test('dragging over the chart chooses a time range', () =>
    withPage(at(known.gauge), async (page) => {
      const plot = page.locator('.graph-card .u-over');
      await plot.waitFor();
      const box = await plot.boundingBox();
      await page.mouse.move(box.x + box.width * 0.3, box.y + 60);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.7, box.y + 60, { steps: 4 });
      await page.mouse.up();
      await page.waitForURL(/start=\d{19}/);
      await page.locator('.topbar .pulse[title*="the time range is fixed"]').waitFor();
    }));

  test('keys do what the help says', () =>
    withPage(at(known.gauge), async (page) => {
      await page.locator('.graph-card canvas').first().waitFor();
      await page.keyboard.press('3');
      await page.locator('.result-table').waitFor();
      await page.keyboard.press('1');
      await page.locator('.graph-card canvas').first().waitFor();
      await opened(page);
      await page.keyboard.press('e');
      await page.keyboard.type(' + 1');
      await page.keyboard.press('Enter');
      await page.waitForURL(/%2B\+1|\+1/);
      await page.keyboard.press('Escape');
      await page.keyboard.press('q');
      await page.locator('.metric-list').waitFor();
    }));

  const SCREENS = () => ({
    start: ['/?tab=metrics&view=query', '.start .metric-item'],
    lines: [`${at(known.gauge, `sum(${known.gauge})`)}&compare=range`, '.series-legend tbody tr'],
    heatmap: [at(`sum by (le) (rate(${known.bucket}[5m]))`), '.heat-plot canvas'],
    table: [`${at(known.gauge)}&show=table`, '.result-table tbody tr'],
  });
  for (const name of ['start', 'lines', 'heatmap', 'table']) {
    test(`${name} has no serious accessibility violation in either theme, and fits a phone`, () => {
      const [path, settled] = SCREENS()[name];
      return withPage(path, async (page) => {
        await page.locator(settled).first().waitFor();
        await opened(page);
        await assertAccessible(page);
      });
    });
  }
});
