import { z } from 'zod';
import { expecting, number, oneOf, section, text, wholeNumber } from './expecting.js';

const bool = z.boolean({ error: () => 'true or false' });
const timeoutSeconds = number(1, 86_400).optional();
const named = (pattern: RegExp, expected: string) =>
  expecting<string>(expected, (value) => typeof value === 'string' && pattern.test(value));
const dnsLabel = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const image = named(/^[a-z0-9][\w.:/@-]*$/i, 'the name of an image, such as "registry.example/shop:v2"');
const variables = z.record(named(/^[A-Za-z_]\w*$/, 'the name of a variable'), z.string(), {
  error: () => 'an object of variables',
});

/** `rollout`: one shape for each driver. Names go to Docker and kubectl as arguments: none may look like an option. */
export const rolloutSchema = z.discriminatedUnion(
  'driver',
  [
    section({
      driver: z.literal('command'),
      command: text('a shell command'),
      rollback: text('a shell command').optional(),
      rollbackOnViolation: bool.optional(),
      timeoutSeconds,
    }),
    section({
      driver: z.literal('manual'),
      port: wholeNumber(0, 65_535).optional(),
      timeoutSeconds,
    }),
    section({
      driver: z.literal('watch'),
      settledSeconds: number(0.5, 3600).optional(),
      timeoutSeconds,
    }),
    section({
      driver: z.literal('compose'),
      service: named(/^[a-z0-9][\w.-]*$/i, 'the name of a service'),
      file: text('the path of a Compose file').optional(),
      project: named(/^[a-z0-9][a-z0-9_-]*$/, 'the name of a Compose project').optional(),
      image: image.optional(),
      env: variables.optional(),
      build: bool.optional(),
      beforeStop: text('a shell command').optional(),
      drainSeconds: number(0, 3600).optional(),
      rollback: z
        .union([bool, section({ env: variables })], { error: () => 'true, false or { env }' })
        .optional(),
      rollbackOnViolation: bool.optional(),
      timeoutSeconds,
    }),
    section({
      driver: z.literal('kubernetes'),
      workload: named(
        /^(?:deployment|statefulset|daemonset)\/[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/,
        '"deployment/NAME", "statefulset/NAME" or "daemonset/NAME"',
      ),
      namespace: named(dnsLabel, 'the name of a namespace').optional(),
      context: named(/^[^\s-]\S*$/, 'the name of a context of your kubectl configuration').optional(),
      image: z
        .record(named(dnsLabel, 'the name of a container'), image, {
          error: () => 'the image of each container: { web: "registry.example/shop:v2" }',
        })
        .optional(),
      action: oneOf(['restart', 'undo']).optional(),
      rollback: bool.optional(),
      rollbackOnViolation: bool.optional(),
      timeoutSeconds,
    }),
    section({ driver: z.literal('none'), seconds: number(1, 86_400).optional() }),
  ],
  {
    error: () =>
      'a rollout: { driver: "command", command }, { driver: "watch" }, { driver: "compose", service }, ' +
      '{ driver: "kubernetes", workload }, { driver: "manual" } or { driver: "none" }',
  },
);
