/**
 * The direction of imports (docs/architecture.md). Each rule says why it is there; tests/unit/repo plants a
 * violation of each and sees it caught. Run it with `npm run check`, which also makes sure that every source
 * file was really looked at: with a TypeScript that it cannot use, dependency-cruiser sees none and is content.
 */

/** Parts that import `model` and nothing else of ours. */
const standAlone = 'config|identities|scan|actors|workload|rollout|diagnosis|ledger|report|gate';

/** The few parts that may also use another one. */
const alsoImports = { markers: 'scan', observation: 'markers|scan', judge: 'oracles|diagnosis' };

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    rule(
      'model-imports-nothing-of-ours',
      'The words of the domain are what all parts share; if they leaned on a part, everything would.',
      { path: '^harness/model/' },
      { path: '^(harness|lab)/', pathNot: '^harness/model/' },
    ),
    rule(
      'oracles-are-pure',
      'An oracle is a pure function of the history, so that the live judge and "sosie judge" agree: no files, no network, no timers, no libraries.',
      { path: '^harness/oracles/' },
      { pathNot: '^harness/(model|oracles)/' },
    ),
    rule(
      'parts-import-model-only',
      'Parts are wired together in run/ only: otherwise none of them can be read, tested or replaced by itself. That keeps report/ from judging, too.',
      { path: `^harness/(${standAlone})/` },
      { path: '^harness/', pathNot: '^harness/($1|model)/' },
    ),
    ...Object.entries(alsoImports).map(([part, others]) =>
      rule(
        `${part}-imports-${others.replace('|', '-and-')}-only`,
        `${part} may use ${others.replace('|', ' and ')} besides the model, and no other part: parts are wired together in run/.`,
        { path: `^harness/${part}/` },
        { path: '^harness/', pathNot: `^harness/(${part}|model|${others})/` },
      ),
    ),
    rule(
      'run-stays-below-its-callers',
      'run/ is called by the command line and by the Playwright fixtures; knowing either would make the other impossible.',
      { path: '^harness/run/' },
      { path: '^harness/((cli|playwright|setup)/|index\\.ts$)' },
    ),
    rule(
      'harness-never-imports-lab',
      'A mistake made in both would hide itself: the tool must find the faults without knowing them.',
      { path: '^harness/' },
      { path: '^lab/' },
    ),
    rule(
      'lab-never-imports-harness',
      "A mistake made in both would hide itself: the lab stands for somebody else's product.",
      // The lab's config is a user's file: it imports the published name, as anybody's would, and is not compiled.
      { path: '^lab/', pathNot: '^lab/sosie\\.config\\.ts$' },
      { path: '^harness/' },
    ),
    rule(
      'setup-stands-alone',
      'harness/setup/ runs before anything is installed, in plain JavaScript; only its gates may use installed tools.',
      { path: '^harness/setup/', pathNot: '^harness/setup/(gates/|check\\.mjs$)' },
      { dependencyTypesNot: ['core'], pathNot: '^harness/setup/' },
    ),
    rule(
      'nothing-imports-setup',
      'harness/setup/ is not compiled and not published.',
      { path: '^(harness|lab)/', pathNot: '^harness/setup/' },
      { path: '^harness/setup/' },
    ),
    rule(
      'product-imports-no-tests',
      'What is published must not need what is not.',
      { path: '^(harness|lab)/' },
      { path: '^(tests|bench)/' },
    ),
    rule(
      'no-development-dependency',
      'Whoever installs Sosie does not get devDependencies; a type alone is erased and may come from there.',
      { path: '^(harness|lab)/', pathNot: '^harness/(setup/|scan/build-wasm\\.mjs$)' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'no-undeclared-package',
      'A package that package.json does not name is there by luck, and gone after the next install.',
      { path: '^(harness|lab|bench)/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    rule(
      'no-unresolvable',
      'An import that leads nowhere fails at run time only.',
      {},
      { couldNotResolve: true },
    ),
    rule(
      'no-cycle',
      'In a cycle nothing can be understood first, and the order of loading decides what is undefined.',
      {},
      { circular: true },
    ),
    rule(
      'no-orphan',
      'A file that imports nothing and is imported by nothing is dead, or was forgotten in a table.',
      { orphan: true, pathNot: '(^harness/scan/assembly/|^harness/setup/|\\.d\\.ts$)' },
      {},
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Type-only imports are dependencies as well: they tie the parts together just as firmly.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.json'],
    },
  },
};
