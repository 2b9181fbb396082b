import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { closeBrowser, json, openBrowser, withPage } from './harness.mjs';

describe('API page', () => {
  before(openBrowser);
  after(closeBrowser);

  test('shows every operation with its answer, offline', async () => {
    const { paths } = await json('/openapi.json');
    const operations = Object.values(paths).flatMap((item) =>
      Object.entries(item).flatMap(([method, operation]) => (method === 'parameters' ? [] : [operation])),
    );
    await withPage('/api/docs#getTrace', async (page) => {
      await page.locator('section#getTrace pre').first().waitFor();
      for (const { operationId, responses } of operations) {
        const answers = Object.values(responses).flatMap((answer) => Object.values(answer.content ?? {}));
        const examples = answers.filter((media) => media.example !== undefined).length;
        assert.ok(examples > 0, operationId);
        assert.equal(await page.locator(`section#${operationId} pre`).count(), examples, operationId);
      }
      assert.match(await page.locator('section#getTrace pre').textContent(), /"trace_id"/);
      await page.locator('section#getTrace').getByRole('link', { name: 'Trace', exact: true }).click();
      assert.match(page.url(), /#type-Trace$/);
      assert.match(await page.locator('section#type-Trace').textContent(), /span_count/);
    });
  });

  test('is read on a phone, in the dark', () =>
    withPage(
      '/api/docs',
      async (page) => {
        await page.locator('section').first().waitFor();
        const wider = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.equal(wider, 0, 'the page is wider than the phone');
      },
      { viewport: { width: 390, height: 844 }, theme: 'dark' },
    ));

  test('is linked from the status', () =>
    withPage('/?tab=status', async (page) => {
      await page.getByRole('link', { name: 'API' }).click();
      await page.getByRole('heading', { name: "Trine's API" }).waitFor();
    }));
});
