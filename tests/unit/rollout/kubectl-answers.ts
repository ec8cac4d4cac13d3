/** What kubectl prints of a Deployment with three replicas, and its exit code. */
export interface Answer {
  /** How the arguments begin. */
  readonly to: string;
  readonly lines: readonly string[];
  /** What it prints on its other output, after that. */
  readonly errors?: readonly string[];
  readonly code: number;
}

const waiting = (...what: readonly string[]): readonly string[] =>
  what.map((text) => `Waiting for deployment "web" rollout to finish: ${text}...`);
const growing = waiting(
  '0 out of 3 new replicas have been updated',
  '1 out of 3 new replicas have been updated',
  '2 out of 3 new replicas have been updated',
  '1 old replicas are pending termination',
);

/**
 * Recorded of kubectl 1.32 against a stand-in for the API server, since no cluster was at hand. `undone` and
 * `needlesslyUndone` could not be had that way: they are kubectl's wording as it is documented.
 */
export const recorded = {
  restarted: { to: 'rollout restart', lines: ['deployment.apps/web restarted'], code: 0 },
  imageSet: { to: 'set image', lines: ['deployment.apps/web image updated'], code: 0 },
  imageIsThere: { to: 'set image', lines: [], code: 0 },
  noContainer: {
    to: 'set image',
    lines: [],
    errors: ['error: unable to find container named "web"'],
    code: 1,
  },
  undone: { to: 'rollout undo', lines: ['deployment.apps/web rolled back'], code: 0 },
  needlesslyUndone: {
    to: 'rollout undo',
    lines: ['deployment.apps/web skipped rollback (current template already matches revision 3)'],
    code: 0,
  },
  nothingToUndo: {
    to: 'rollout undo',
    lines: [],
    errors: ['error: no rollout history found for deployment "web"'],
    code: 1,
  },
  rolledOut: {
    to: 'rollout status',
    lines: [...growing, 'deployment "web" successfully rolled out'],
    code: 0,
  },
  stuck: {
    to: 'rollout status',
    lines: waiting('1 out of 3 new replicas have been updated'),
    errors: ['error: deployment "web" exceeded its progress deadline'],
    code: 1,
  },
  timedOut: {
    to: 'rollout status',
    lines: growing,
    errors: ['error: timed out waiting for the condition'],
    code: 1,
  },
  refused: {
    to: 'rollout restart',
    lines: [],
    errors: [
      'The connection to the server 127.0.0.1:18099 was refused - did you specify the right host or port?',
    ],
    code: 1,
  },
} satisfies Record<string, Answer>;

/** The script of a kubectl that gives these answers in this order, and fails on any other call. */
export function scripted(answers: readonly Answer[]): string {
  return `
const answers = ${JSON.stringify(answers)};
const state = folder + '/given';
const given = existsSync(state) ? Number(readFileSync(state, 'utf8')) : 0;
const answer = answers[given];
if (answer === undefined || !args.join(' ').startsWith(answer.to)) {
  console.error('unexpected call: ' + args.join(' '));
  process.exit(70);
}
writeFileSync(state, String(given + 1));
for (const line of answer.lines) console.log(line);
for (const line of answer.errors ?? []) console.error(line);
process.exitCode = answer.code;
`;
}
