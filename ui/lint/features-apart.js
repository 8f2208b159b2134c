/**
 * The floors of the page: a feature never imports another feature, and what features share
 * (`src/shared`, `src/*.ts`) knows no feature. Only `App.svelte` sees them all.
 */
import path from 'node:path';

const FEATURE = /\/src\/features\/([^/]+)\//;

/** @param {string} file */
function featureOf(file) {
  return FEATURE.exec(file.replaceAll('\\', '/'))?.[1] ?? null;
}

/** @type {import('eslint').Rule.RuleModule} */
export const featuresApart = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      apart: 'The feature "{{here}}" may not import from the feature "{{there}}".',
      down: 'What features share may not import from the feature "{{there}}".',
    },
  },
  create(context) {
    const file = context.filename.replaceAll('\\', '/');
    const here = featureOf(file);
    const root = /\/src\/(App\.svelte|App\.test\.ts|main\.ts)$/.test(file);
    /** @param {import('estree').Node | null | undefined} source */
    function look(source) {
      if (root || source?.type !== 'Literal' || typeof source.value !== 'string') return;
      if (!source.value.startsWith('.')) return;
      const there = featureOf(path.posix.join(path.posix.dirname(file), source.value));
      if (there === null || there === here) return;
      if (here === null) context.report({ node: source, messageId: 'down', data: { there } });
      else context.report({ node: source, messageId: 'apart', data: { here, there } });
    }
    return {
      ImportDeclaration: (node) => look(node.source),
      ExportNamedDeclaration: (node) => look(node.source),
      ExportAllDeclaration: (node) => look(node.source),
      ImportExpression: (node) => look(node.source),
    };
  },
};
