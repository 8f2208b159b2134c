import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  base: './',
  // Svelte's server build would be taken under vitest, and it mounts nothing.
  resolve: process.env['VITEST'] ? { conditions: ['browser'] } : {},
  // The sentences lie beside the Rust crate that shares them.
  server: { host: '127.0.0.1', port: 1420, strictPort: true, fs: { allow: ['..'] } },
  clearScreen: false,
  build: {
    target: 'safari16.4',
    // The page's content security policy knows no `data:` addresses: every file stays a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts', 'lint/**/*.test.ts'],
    setupFiles: ['./vitest.setup.ts'],
  },
});
