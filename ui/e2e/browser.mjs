// Debian's Chromium, driven by playwright-core.
import { chromium } from 'playwright-core';

export const BASE = (process.env.TRINE_URL ?? 'http://127.0.0.1:5002').replace(/\/$/, '');

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--headless',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });
}
