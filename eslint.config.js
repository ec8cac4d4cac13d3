import tseslint from 'typescript-eslint';

/** Mistakes that the compiler does not see. Picked by hand, so that no further package is needed. */
const plainMistakes = {
  'array-callback-return': 'error',
  'default-case-last': 'error',
  eqeqeq: ['error', 'always'],
  'no-async-promise-executor': 'error',
  'no-case-declarations': 'error',
  'no-cond-assign': 'error',
  'no-constant-binary-expression': 'error',
  'no-debugger': 'error',
  'no-else-return': ['error', { allowElseIf: false }],
  'no-empty': 'error',
  'no-eval': 'error',
  'no-fallthrough': 'error',
  'no-irregular-whitespace': 'error',
  'no-misleading-character-class': 'error',
  'no-multi-assign': 'error',
  'no-self-compare': 'error',
  'no-sparse-arrays': 'error',
  'no-template-curly-in-string': 'error',
  'no-unmodified-loop-condition': 'error',
  'no-unreachable-loop': 'error',
  'no-unsafe-finally': 'error',
  'no-unsafe-optional-chaining': 'error',
  'no-useless-escape': 'error',
  'no-useless-rename': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'require-yield': 'error',
  'use-isnan': 'error',
};

/** A reader holds one screen in mind; see CONTRIBUTING.md, "Shape". */
const shape = {
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  // A factory that returns an object of closures is one function to the rule, however short its parts are.
  'max-lines-per-function': ['error', { max: 100, skipBlankLines: true, skipComments: true, IIFEs: true }],
  'max-params': 'off',
  '@typescript-eslint/max-params': ['error', { max: 4 }],
  'max-depth': ['error', 4],
  complexity: ['error', 21],
};

const typed = {
  '@typescript-eslint/consistent-type-exports': 'error',
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/no-floating-promises': [
    'error',
    {
      // node:test collects these promises itself.
      allowForKnownSafeCalls: [
        { from: 'package', name: ['test', 'it', 'describe', 'suite'], package: 'node:test' },
      ],
    },
  ],
  // headers['age'] and headers['set-cookie'] stand side by side: both are names of the other side.
  '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
  // A number or a boolean in a message reads as itself; objects and null are still refused.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/no-unnecessary-condition': [
    'error',
    { allowConstantLoopConditions: 'only-allowed-literals' },
  ],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  // Parts are object literals and closures: nothing of ours uses `this`, so a method may be taken out of its object.
  '@typescript-eslint/unbound-method': 'off',
  // An implementation of an asynchronous interface is async even where it has nothing to wait for: so that it
  // rejects instead of throwing.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
  'no-restricted-syntax': [
    'error',
    { selector: 'TSEnumDeclaration', message: 'Use a union of string literals: it needs no runtime object.' },
    {
      selector: "AssignmentExpression[operator!='='] > AwaitExpression.right",
      message:
        '"x += await y" reads x before it waits: what others add meanwhile is lost. Await first, then add.',
    },
    { selector: 'Decorator', message: 'No decorators: plain functions can be read in place.' },
  ],
};

/** Tests parse what a process wrote, and keep their steps in one place. */
const relaxedForTests = {
  'no-template-curly-in-string': 'off',
  'max-lines-per-function': 'off',
  '@typescript-eslint/no-unnecessary-condition': 'off',
  'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      '.sosie/',
      'sosie-runs/',
      'test-results/',
      'playwright-report/',
      // AssemblyScript: looks like TypeScript, is another language.
      'harness/scan/assembly/',
      'harness/scan/scan-wasm.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,js,mjs}'],
    rules: { ...plainMistakes, ...shape },
    plugins: { '@typescript-eslint': tseslint.plugin },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typed,
  },
  { files: ['tests/**/*.ts'], rules: relaxedForTests },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'Buffer', 'URL', 'performance', 'setTimeout', 'clearTimeout'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
    rules: { 'no-undef': 'error', 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }] },
  },
);
