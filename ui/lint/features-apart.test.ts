import { RuleTester } from 'eslint';
import { describe, it } from 'vitest';
import { featuresApart } from './features-apart.js';

RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('features-apart', featuresApart, {
  valid: [
    {
      name: 'a feature may use what is shared',
      filename: '/ui/src/features/bench/Bench.js',
      code: "import x from '../../shared/x.js';",
    },
    {
      name: 'a feature may use its own files',
      filename: '/ui/src/features/bench/Bench.js',
      code: "import x from './x.js';",
    },
    {
      name: 'the frame sees every feature',
      filename: '/ui/src/main.ts',
      code: "import x from './features/bench/x.js';",
    },
  ],
  invalid: [
    {
      name: 'a feature may not use another feature',
      filename: '/ui/src/features/bench/Bench.js',
      code: "import x from '../people/x.js';",
      errors: [{ messageId: 'apart' }],
    },
    {
      name: 'a feature may not load another feature later either',
      filename: '/ui/src/features/bench/Bench.js',
      code: "await import('../people/x.js');",
      errors: [{ messageId: 'apart' }],
      languageOptions: { ecmaVersion: 2022, sourceType: 'module' },
    },
    {
      name: 'what is shared knows no feature',
      filename: '/ui/src/shared/Notice.js',
      code: "export { x } from '../features/bench/x.js';",
      errors: [{ messageId: 'down' }],
    },
  ],
});
