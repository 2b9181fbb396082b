// Fails the build when the first load (index.html and everything it pulls in at once) outgrows its budget.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET_BYTES = 140_000;
const dist = new URL('../dist/', import.meta.url);
const html = readFileSync(new URL('index.html', dist), 'utf8');
const firstLoad = ['index.html', ...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map((m) =>
  Array.isArray(m) ? m[1] : m,
);
const sizeOf = (path) => gzipSync(readFileSync(new URL(path, dist)), { level: 9 }).length;
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

let total = 0;
for (const path of firstLoad) {
  total += sizeOf(path);
  console.log(`${kB(sizeOf(path)).padStart(9)}  ${path}`);
}
const lazy = readdirSync(new URL('assets/', dist)).filter(
  (name) => !firstLoad.includes(`assets/${name}`) && statSync(new URL(`assets/${name}`, dist)).isFile(),
);
for (const name of lazy) console.log(`${kB(sizeOf(`assets/${name}`)).padStart(9)}  assets/${name} (on demand)`);

if (/<script(?![^>]*\bsrc=)|\sstyle="|\son\w+="|(?:src|href)="(?:https?:)?\/\//.test(html)) {
  console.error(
    'index.html has inline script, inline style or a foreign URL; the Content-Security-Policy refuses them.',
  );
  process.exit(1);
}
console.log(`first load ${kB(total)} gzipped, budget ${kB(BUDGET_BYTES)}`);
if (total > BUDGET_BYTES) {
  console.error(
    `The first load is ${kB(total - BUDGET_BYTES)} over its budget. Load the new part on demand or drop it.`,
  );
  process.exit(1);
}
