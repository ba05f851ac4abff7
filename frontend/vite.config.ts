/** How the pages are built, tried out (`npm run dev`) and tested. */

import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { compress } from './build/compress.ts';
import { emoji } from './build/emoji.ts';
import { palette } from './build/palette.ts';
import { trixWithoutStyles } from './build/trix-without-styles.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `npm run dev` shows the pages of this folder with the data of a server that runs there. */
const server = process.env.CAMPFIRE_URL ?? 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react(), palette(), emoji(), trixWithoutStyles(), compress()],
  resolve: { alias: { '@': here('./src') } },
  build: {
    target: 'es2022',
    // Inlined files would be `data:` addresses, which the pages' policy allows to pictures alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: here('./index.html'), 'service-worker': here('./src/service-worker.ts') },
      output: {
        // The service worker's address never changes: browsers look there for a newer one.
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js',
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      [
        '/api',
        '/ws',
        '/up',
        '/assets/sounds',
        '/assets/brand',
        '/custom-styles.css',
        '/favicon',
      ].map((path) => [path, { target: server, ws: path === '/ws' }]),
    ),
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/setup-tests.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    // A busy machine makes a test slow, not wrong.
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    restoreMocks: true,
  },
});
