// What every test needs: a page that notes console errors and requests to other origins, and waiting for answers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { BASE, launch } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser;

export async function json(path) {
  const response = await fetch(`${BASE}${path}`);
  assert.equal(response.status, 200, `${path} answered ${response.status}`);
  return response.json();
}

/** Asks again until the answer satisfies; telemetry takes a moment to arrive. */
export async function eventually(ask, satisfied, what, withinMs = 30_000) {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (satisfied(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`${what} did not happen within ${withinMs / 1000} s`);
    await new Promise((done) => setTimeout(done, 250));
  }
}

export async function openBrowser() {
  browser = await launch();
}

export async function closeBrowser() {
  await browser?.close();
}

async function textOf(page) {
  const text = await page
    .locator('main')
    .textContent({ timeout: 2000 })
    .catch(() => 'nothing');
  return text.replace(/\s+/g, ' ').slice(0, 2000);
}

/** Runs `visit` with a fresh page, then fails if the page logged an error or asked another origin for anything. */
export async function withPage(
  path,
  visit,
  { viewport = { width: 1440, height: 900 }, theme = 'light', expectedErrors = [] } = {},
) {
  const context = await browser.newContext({
    viewport,
    colorScheme: theme,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const problems = [];
  const origin = new URL(BASE).origin;
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) problems.push(`asked ${request.url()}`);
  });
  page.on('pageerror', (error) => problems.push(`threw ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    if (!expectedErrors.some((expected) => message.text().includes(expected)))
      problems.push(`logged ${message.text()}`);
  });
  try {
    await page.goto(`${BASE}${path}`);
    await visit(page);
    assert.deepEqual(problems, []);
  } catch (error) {
    if (error instanceof Error) error.message += `\nThe page, at ${page.url()}, said: ${await textOf(page)}`;
    await page
      .screenshot({ path: new URL(`../target/e2e-failure-${Date.now()}.png`, import.meta.url).pathname })
      .catch(() => {});
    if (problems.length > 0 && error instanceof Error) error.message += `\nThe page also: ${problems.join('; ')}`;
    throw error;
  } finally {
    await context.close();
  }
}

/** No serious violation in either theme, and nothing wider than a phone. Leaves the page at a phone's width. */
export async function assertAccessible(page) {
  await page.evaluate(axe);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
    assert.deepEqual(await seriousViolations(page), [], `${colorScheme} theme`);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForTimeout(200);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.equal(overflow, 0, 'the page is wider than the phone');
}

/** The checker was evaluated by the debugger, which a Content-Security-Policy does not restrain. */
async function seriousViolations(page) {
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations
    .filter((each) => each.impact === 'serious' || each.impact === 'critical')
    .map(
      (each) =>
        `${each.id}: ${each.nodes
          .slice(0, 4)
          .map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? node.failureSummary}`)
          .join(' | ')}`,
    );
}
