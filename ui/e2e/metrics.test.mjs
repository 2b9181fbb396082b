import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { closeBrowser, eventually, json, openBrowser, withPage } from './harness.mjs';

const CHARTS = {
  gauge: 'Value',
  sum: 'Rate per second',
  histogram: 'Percentiles',
  exponential_histogram: 'Percentiles',
  summary: 'Quantiles',
};

describe('metrics', () => {
  let metrics;

  before(async () => {
    await openBrowser();
    metrics = await eventually(
      () => json('/api/metrics'),
      (all) => all.some((metric) => metric.type === 'histogram'),
      'a histogram',
    );
  });
  after(closeBrowser);

  test('the list shows names with type and unit, and search narrows it', () =>
    withPage('/?tab=metrics', async (page) => {
      await page.locator('.metric-item').first().waitFor();
      const wanted = metrics.at(-1).name;
      await page.getByPlaceholder(/Search metric names/).fill(wanted);
      await page.waitForFunction(
        (name) => [...document.querySelectorAll('.metric-item b')].every((each) => each.textContent.includes(name)),
        wanted,
      );
    }));

  for (const [type, title] of Object.entries(CHARTS)) {
    test(`a metric of type ${type} gets its chart, also as a table`, async (context) => {
      const metric = metrics.find((each) => each.type === type && (type !== 'sum' || each.monotonic));
      if (!metric) return context.skip(`no ${type} was received`);
      await withPage(`/?tab=metrics&metric=${encodeURIComponent(metric.name)}`, async (page) => {
        const card = page.getByRole('region', { name: title, exact: true });
        await card.locator('canvas').first().waitFor();
        if (type.endsWith('histogram'))
          await page.getByRole('region', { name: 'Buckets over time' }).locator('canvas').waitFor();
        await card.getByRole('button', { name: 'Table' }).click();
        await card.locator('tbody tr').first().waitFor();
        assert.ok((await card.locator('tbody tr').count()) > 0);
      });
    });
  }

  test('an exemplar opens its trace', async () => {
    const withExemplars = async () => {
      for (const metric of (await json('/api/metrics')).filter((each) => each.type.endsWith('histogram'))) {
        const { series } = await json(`/api/metrics/${encodeURIComponent(metric.name)}`);
        const found = series
          .flatMap((each) => each.datapoints)
          .flatMap((point) => point.exemplars ?? [])
          .find((exemplar) => exemplar.traceId);
        if (found) return metric.name;
      }
      return null;
    };
    const name = await eventually(withExemplars, (found) => found !== null, 'an exemplar', 60_000);
    await withPage(`/?tab=metrics&range=1h&metric=${encodeURIComponent(name)}`, async (page) => {
      const exemplar = page.locator('a.exemplar').last();
      await exemplar.waitFor();
      await exemplar.focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/traceId=[0-9a-f]{32}/);
      await page.locator('.wf-row').first().waitFor();
    });
  });

  test('a label narrows the series', async (context) => {
    const metric = metrics.find((each) => each.attribute_combinations > 1 && each.type !== 'summary');
    if (!metric) return context.skip('no metric has two label sets');
    await withPage(`/?tab=metrics&metric=${encodeURIComponent(metric.name)}`, async (page) => {
      await page.getByRole('region', { name: 'Series' }).locator('tbody tr').first().waitFor();
      const before = await page.getByRole('region', { name: 'Series' }).locator('tbody tr').count();
      await page.getByRole('button', { name: 'Choose labels' }).click();
      await page.locator('.label-filter .menu-item').first().click();
      if (await page.locator('.label-filter .menu-item').count())
        await page.locator('.label-filter .menu-item').first().click();
      await page.locator('.label-filter .chip').waitFor();
      assert.match(page.url(), /label=/);
      await page.waitForFunction(
        (count) => document.querySelectorAll('[aria-label=Series] tbody tr').length < count,
        before,
      );
    });
  });
});
