// Starts `guildhall relay` as a process, as an operator does, on the database and the mail server of a test.
import { spawn } from 'node:child_process';
import { afterFile } from '../../support/after-file.js';
import { projectRoot } from '../../support/project.js';

export interface RelayProcess {
  readonly outputLines: readonly string[];
  readonly errorLines: readonly string[];
  /** Resolves with the exit code, or the signal that ended the process. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** Resolves when a line on stdout or stderr matches. Rejects if the process ends without one. */
  waitForLine(line: RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

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
  afterFile(() => child.kill('SIGKILL'));
  const outputLines: string[] = [];
  const errorLines: string[] = [];
  const waiting = new Set<() => void>();
  const notify = () => {
    for (const check of waiting) check();
  };
  collectLines(child.stdout, outputLines, notify);
  collectLines(child.stderr, errorLines, notify);
  let hasEnded = false;
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => {
      hasEnded = true;
      notify();
      resolve(code ?? signal);
    });
  });
  return {
    outputLines,
    errorLines,
    ended,
    waitForLine: (line) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const isPrinted = [...outputLines, ...errorLines].some((printed) => line.test(printed));
          if (!isPrinted && !hasEnded) return;
          waiting.delete(check);
          if (isPrinted) resolve();
          else
            reject(
              new Error(`The relay ended without printing ${line}:\n${errorLines.join('\n')}`),
            );
        };
        waiting.add(check);
        check();
      }),
    kill: (signal) => void child.kill(signal),
  };
}

function collectLines(stream: NodeJS.ReadableStream, lines: string[], notify: () => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    notify();
  });
}
