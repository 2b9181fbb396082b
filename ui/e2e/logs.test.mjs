import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { closeBrowser, eventually, json, openBrowser, withPage } from './harness.mjs';

describe('logs', () => {
  before(async () => {
    await openBrowser();
    await eventually(
      () => json('/api/logs?limit=50'),
      (logs) => logs.some((log) => log.traceId),
      'a log line with a trace id',
    );
  });
  after(closeBrowser);

  test('a level filter leaves only lines at or above it', async () => {
    const some = (logs) => logs.length > 0;
    await eventually(() => json('/api/logs?severity=warn&limit=1'), some, 'a warning', 90_000);
    await withPage('/?tab=logs&severity=warn', async (page) => {
      await page.locator('.log-row').first().waitFor();
      const levels = await page.locator('.log-row .level').allTextContents();
      assert.ok(
        levels.every((level) => ['WARN', 'ERROR', 'FATAL'].includes(level)),
        levels.join(),
      );
    });
  });

  test('a search marks what it found', async () => {
    const [log] = (await json('/api/logs?limit=50')).filter((each) => /[a-z]{5}/.test(each.body?.stringValue ?? ''));
    const word = /[a-z]{5,}/.exec(log.body.stringValue)[0];
    await withPage(`/?tab=logs&search=${word}`, async (page) => {
      await page.locator('.log-row mark').first().waitFor();
      assert.equal((await page.locator('.log-row mark').first().textContent()).toLowerCase(), word);
    });
  });

  test('the live tail adds lines', () =>
    withPage('/?tab=logs', async (page) => {
      await page.locator('.log-row').first().waitFor();
      await page.getByRole('button', { name: 'Live', exact: true }).click();
      await page.waitForURL(/live=1/);
      await page.locator('.button.pulse.live.on').waitFor();
      const first = await page.locator('.log-row').first().textContent();
      await page.waitForFunction((before) => document.querySelector('.log-row')?.textContent !== before, first, {
        timeout: 30_000,
      });
    }));

  test('the live tail stops while the tab is hidden and reads the gap back', () =>
    withPage('/?tab=logs&live=1', async (page) => {
      await page.locator('.button.pulse.live.on').waitFor();
      const show = (state) =>
        page.evaluate((value) => {
          Object.defineProperty(document, 'visibilityState', { value, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }, state);
      await show('hidden');
      await page.getByRole('button', { name: 'Live, waiting' }).waitFor();
      const first = await page.locator('.log-row').first().textContent();
      await page.waitForTimeout(2500);
      assert.equal(await page.locator('.log-row').first().textContent(), first);
      await show('visible');
      await page.waitForFunction((before) => document.querySelector('.log-row')?.textContent !== before, first, {
        timeout: 30_000,
      });
    }));

  test('the live tail leaves alone what is being read further down', async () => {
    await eventually(
      () => json('/api/logs?limit=50'),
      (logs) => logs.length >= 40,
      'enough lines to scroll',
      90_000,
    );
    const further = async (page) => {
      await page.locator('.button.pulse.live.on').waitFor();
      await page.locator('.log-row').nth(5).waitFor();
      const list = page.locator('.log-list .virtual');
      await list.evaluate((element) => element.scrollTo({ top: 300 }));
      await page.getByRole('button', { name: /new lines?$/ }).waitFor({ timeout: 30_000 });
      assert.ok((await list.evaluate((element) => element.scrollTop)) > 300);
      await page.getByRole('button', { name: /new lines?$/ }).click();
      await page.waitForFunction(() => document.querySelector('.log-list .virtual').scrollTop < 10);
    };
    await withPage('/?tab=logs&live=1', further, { viewport: { width: 1440, height: 500 } });
  });

  test('a line opens, names itself in the address, and leads to its trace', () =>
    withPage('/?tab=logs', async (page) => {
      await page.locator('.log-row:has(.linked)').first().click();
      const detail = page.getByRole('complementary', { name: 'Log line' });
      await detail.waitFor();
      assert.match(page.url(), /line=\d+-/);
      await detail.getByRole('link', { name: 'Trace', exact: true }).click();
      await page.locator('.wf-row').first().waitFor();
    }));

  test('a link to a line opens that line', async () => {
    let link;
    await withPage('/?tab=logs', async (page) => {
      await page.locator('.log-row').nth(5).click();
      await page.getByRole('button', { name: 'Copy a link to this line' }).click();
      await page.getByText('Copied link to this line').waitFor();
      link = await page.evaluate(() => navigator.clipboard.readText());
    });
    const { pathname, search } = new URL(link);
    await withPage(pathname + search, async (page) => {
      await page.getByRole('complementary', { name: 'Log line' }).waitFor();
      await page.locator('.log-row.chosen').waitFor();
      await page.getByRole('button', { name: 'Show newest' }).click();
      await page.waitForFunction(() => !window.location.search.includes('at='));
    });
  });

  test('wrapping is kept in the address', () =>
    withPage('/?tab=logs', async (page) => {
      await page.locator('.log-row').first().waitFor();
      await page.keyboard.press('w');
      await page.locator('.log-row.wrapped').first().waitFor();
      assert.match(page.url(), /wrap=1/);
    }));
});
