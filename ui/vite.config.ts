import { defineConfig } from 'vitest/config';

// Hashed files under /assets/ and nothing inlined: the server sends `default-src 'self'`,
// so data: URLs, inline scripts and inline style attributes would all be refused.
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    rollupOptions: { input: ['index.html', 'api-docs.html'] },
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ['/api', '/health', '/openapi.json'].map((path) => [path, process.env.TRINE_URL ?? 'http://127.0.0.1:5002']),
    ),
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    env: { TZ: 'UTC' },
    reporters: ['default', ['junit', { outputFile: 'target/unit.xml' }]],
  },
});
