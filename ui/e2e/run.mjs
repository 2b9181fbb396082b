// Runs the end-to-end tests with node's test runner: a readable report on stdout, JUnit XML in target/e2e.xml.
// TRINE_URL names the server; without it the stand-in server of dev/ is started for the time of the run.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
mkdirSync(`${root}/target`, { recursive: true });

async function standIn() {
  const child = spawn(process.execPath, ['dev/server.mjs', '--port=0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  return { url: /http:\/\/\S+?(?=\/?\s|$)/.exec(String(line))[0].replace(/\/$/, ''), stop: () => child.kill() };
}

const server = process.env.TRINE_URL ? { url: process.env.TRINE_URL, stop: () => {} } : await standIn();
console.log(`end-to-end tests against ${server.url}`);
const files = readdirSync(`${root}/e2e`)
  .filter((name) => name.endsWith('.test.mjs'))
  .map((name) => `e2e/${name}`);
const run = spawn(
  process.execPath,
  [
    '--test',
    '--test-concurrency=1',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=junit',
    '--test-reporter-destination=target/e2e.xml',
    ...files,
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, TRINE_URL: server.url } },
);
const [code] = await once(run, 'exit');
server.stop();
process.exit(code ?? 1);
