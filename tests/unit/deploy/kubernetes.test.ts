import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { recipeDocuments, recipePaths } from './recipes.js';
import { list, type Parsed } from '../parsed.js';

/** Where `kubernetes-types` (made from Kubernetes' OpenAPI description, 1.30) holds the type of a kind. */
const modules: Readonly<Record<string, string>> = {
  v1: 'core/v1',
  'apps/v1': 'apps/v1',
  'batch/v1': 'batch/v1',
  'networking.k8s.io/v1': 'networking/v1',
};

/**
 * What is wrong with objects as their kinds. An object literal is held against its type by the compiler, so that a field of the
 * wrong type is found, and one that does not exist as well, which the API server would drop without a word.
 */
function mistakes(objects: readonly Parsed[]): readonly string[] {
  const source = objects
    .map((object, at) => {
      const module = modules[object.apiVersion];
      assert.ok(module !== undefined, `${object.apiVersion} is not known here`);
      return `import type { ${object.kind} as K${at} } from 'kubernetes-types/${module}';\nexport const o${at}: K${at} = ${JSON.stringify(object, null, 2)};\n`;
    })
    .join('');
  const name = join(import.meta.dirname, 'objects-as-types.ts');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (path, ...rest) =>
    path === name ? ts.createSourceFile(path, source, ts.ScriptTarget.ES2023) : read(path, ...rest);
  const program = ts.createProgram([name], options, host);
  return [...program.getSemanticDiagnostics(), ...program.getGlobalDiagnostics()].map(({ messageText }) =>
    ts.flattenDiagnosticMessageText(messageText, ' '),
  );
}

const paths = recipePaths().filter((path) => path.startsWith('kubernetes/'));
const all = paths.flatMap((path) => recipeDocuments(path));
const byKind = (kind: string, name: string) => {
  const found = all.find((one) => one.kind === kind && JSON.stringify(one.metadata).includes(name));
  assert.ok(found !== undefined, `${kind} ${name}`);
  return found;
};

test('every object is one of its kind', () => {
  assert.deepEqual(all.map(({ kind }) => kind).sort(), [
    'ConfigMap',
    'CronJob',
    'Deployment',
    'Job',
    'NetworkPolicy',
    'Secret',
    'Service',
  ]);
  assert.deepEqual(mistakes(all), []);
});

test('a wrong field, a wrong type and a wrong value are found', () => {
  const plant = (change: (job: Parsed) => void): readonly string[] => {
    const job = structuredClone(byKind('Job', 'sosie-run'));
    change(job);
    return mistakes([job]);
  };
  assert.match(plant((job) => (job.spec.backofLimit = 0)).join(), /backofLimit/);
  assert.match(plant((job) => (job.spec.backoffLimit = '0')).join(), /not assignable/);
  assert.match(plant((job) => delete job.spec.template.spec.containers[0].name).join(), /name/);
});

test('nothing is tried again, and no two runs sign the same accounts in at once', () => {
  for (const { spec } of [byKind('Job', 'sosie-run'), byKind('CronJob', 'sosie-nightly').spec.jobTemplate]) {
    assert.equal(spec.backoffLimit, 0);
    assert.equal(spec.template.spec.restartPolicy, 'Never');
  }
  assert.equal(byKind('CronJob', 'sosie-nightly').spec.concurrencyPolicy, 'Forbid');
  const watch = byKind('Deployment', 'sosie-watch').spec;
  assert.deepEqual([watch.replicas, watch.strategy.type], [1, 'Recreate']);
});

test('the parts name each other', () => {
  const watch = byKind('Deployment', 'sosie-watch');
  const labels = watch.spec.template.metadata.labels;
  assert.deepEqual(watch.spec.selector.matchLabels, labels);
  assert.deepEqual(byKind('Service', 'sosie-watch').spec.selector, labels);
  assert.deepEqual(byKind('NetworkPolicy', 'sosie-watch').spec.podSelector.matchLabels, labels);
  const [container] = watch.spec.template.spec.containers;
  const listen = list(container.args).at(list(container.args).indexOf('--listen') + 1);
  assert.equal(listen, `0.0.0.0:${String(container.ports[0].containerPort)}`);
  assert.equal(byKind('Service', 'sosie-watch').spec.ports[0].targetPort, container.ports[0].name);
  const secret = Object.keys(byKind('Secret', 'sosie').stringData);
  const config = Object.keys(byKind('ConfigMap', 'sosie-config').data);
  for (const pod of [
    watch.spec.template.spec,
    byKind('Job', 'sosie-run').spec.template.spec,
    byKind('CronJob', 'sosie-nightly').spec.jobTemplate.spec.template.spec,
  ]) {
    for (const { valueFrom } of pod.containers[0].env) assert.ok(secret.includes(valueFrom.secretKeyRef.key));
    const mounts = list(pod.containers[0].volumeMounts);
    assert.deepEqual(
      mounts.map(({ name }) => name),
      list(pod.volumes).map(({ name }) => name),
    );
    const mount = mounts.find(({ name }) => name === 'config');
    assert.ok(config.includes(mount.subPath));
    const args: string[] = pod.containers[0].args;
    assert.equal(args[args.indexOf('--config') + 1], mount.mountPath);
  }
});

test('no pod may do more than it needs', () => {
  for (const { spec } of [
    byKind('Deployment', 'sosie-watch').spec.template,
    byKind('Job', 'sosie-run').spec.template,
    byKind('CronJob', 'sosie-nightly').spec.jobTemplate.spec.template,
  ]) {
    assert.equal(spec.automountServiceAccountToken, false);
    assert.equal(spec.securityContext.runAsNonRoot, true);
    assert.deepEqual(spec.containers[0].securityContext, {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  }
});
