// The command as an operator starts it: a process of its own, over a database and a mail server of the test's.
import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach } from 'vitest';
import { projectRoot } from '../../support/project.js';

export interface RelayProcess {
  readonly out: readonly string[];
  readonly errors: readonly string[];
  /** Resolves with the code, or the signal, that the process ended with. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** Resolves once a line of either kind matches; rejects where the process ends without one. */
  says(line: RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

const running = new Set<ChildProcess>();

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});

export function startRelay(
  environment: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): RelayProcess {
  const { PATH = '', HOME = '' } = process.env;
  const command = ['--import', 'tsx', 'src/cli/main.ts', 'relay', '--idle', '0.2', ...flags];
  const child = spawn(process.execPath, command, {
    cwd: projectRoot,
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const out: string[] = [];
  const errors: string[] = [];
  const waiting = new Set<() => void>();
  const told = () => {
    for (const look of waiting) look();
  };
  linesOf(child.stdout, out, told);
  linesOf(child.stderr, errors, told);
  let isOver = false;
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      isOver = true;
      told();
      resolve(code ?? signal);
    });
  });
  return {
    out,
    errors,
    ended,
    says: (line) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const isSaid = [...out, ...errors].some((said) => line.test(said));
          if (!isSaid && !isOver) return;
          waiting.delete(look);
          if (isSaid) resolve();
          else reject(new Error(`the relay ended without ${line}:\n${errors.join('\n')}`));
        };
        waiting.add(look);
        look();
      }),
    kill: (signal) => void child.kill(signal),
  };
}

function linesOf(stream: NodeJS.ReadableStream, lines: string[], told: () => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    told();
  });
}
