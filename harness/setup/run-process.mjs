import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root, say } from './project.mjs';

const posix = process.platform !== 'win32';

/**
 * Runs a command in the project's folder to its end and gives its exit code (128 + n after signal n), and
 * what it wrote where `output` is "capture"; "stdout" and "stderr" show it there as it comes.
 *
 * It gets a process group of its own, so that a signal or the deadline reaches whatever it has started:
 * SIGTERM at the deadline, SIGKILL ten seconds later. A signal that we get is handed on; once the command
 * has ended by it, so do we.
 */
export async function runProcess(command, args, { timeoutMs, env = {}, output = 'stderr' }) {
  const sink = { capture: 'pipe', stdout: 1, stderr: 2 }[output];
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', sink, output === 'stdout' ? 2 : sink],
    detached: posix,
  });
  const chunks = [];
  child.stdout?.on('data', (chunk) => chunks.push(chunk));
  child.stderr?.on('data', (chunk) => chunks.push(chunk));
  const stop = (signal) => killGroup(child, signal);
  let received = null;
  const handOn = (signal) => {
    received = signal;
    stop(signal);
  };
  const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of forwarded) process.on(signal, handOn);
  let timedOut = false;
  const timers = [
    setTimeout(() => {
      timedOut = true;
      stop('SIGTERM');
    }, timeoutMs),
    setTimeout(() => stop('SIGKILL'), timeoutMs + 10_000),
  ];
  try {
    const code = await ended(child);
    if (received !== null) process.exit(128 + constants.signals[received]);
    return { code, timedOut, text: Buffer.concat(chunks).toString('utf8') };
  } finally {
    timers.forEach(clearTimeout);
    for (const signal of forwarded) process.off(signal, handOn);
    if (timedOut) stop('SIGKILL');
  }
}

function ended(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      say(`${child.spawnfile} could not be started: ${error.message}`);
      resolve(127);
    });
    child.once('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

function killGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(posix ? -child.pid : child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
