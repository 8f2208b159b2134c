import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import { featuresApart } from './lint/features-apart.js';
import svelteConfig from './svelte.config.js';

/** Browser names that the page uses; anything else is a slip. */
/** @type {Record<string, 'readonly'>} */
const browser = Object.fromEntries(
  [
    'document',
    'window',
    'navigator',
    'location',
    'URLSearchParams',
    'console',
    'matchMedia',
    'Event',
    'EventTarget',
    'HTMLCanvasElement',
    'HTMLElement',
    'HTMLInputElement',
    'HTMLSelectElement',
    'KeyboardEvent',
    'MouseEvent',
    'SubmitEvent',
    'atob',
    'cancelAnimationFrame',
    'clearInterval',
    'clearTimeout',
    'requestAnimationFrame',
    'setInterval',
    'setTimeout',
  ].map((name) => [name, 'readonly']),
);

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'src/bindings/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs['flat/recommended'],
  {
    files: ['src/**/*.ts', 'src/**/*.svelte'],
    languageOptions: { globals: browser },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.svelte'],
    plugins: { fobdesk: { rules: { 'features-apart': featuresApart } } },
    rules: {
      'fobdesk/features-apart': 'error',
      'svelte/no-at-html-tags': 'error',
      'no-restricted-globals': ['error', 'fetch', 'localStorage', 'sessionStorage', 'eval'],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.svelte'],
    ignores: ['src/desk.ts', 'src/**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [{ group: ['@tauri-apps/*'], message: 'desk.ts is the one door to Rust.' }],
        },
      ],
    },
  },
);
