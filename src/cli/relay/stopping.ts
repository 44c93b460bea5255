import { constants } from 'node:os';

const signals = ['SIGTERM', 'SIGINT'] as const;

/** Does the work with a signal that aborts on SIGTERM and SIGINT; the second of them ends the process at once. */
export async function untilStopped(
  onStop: () => void,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stopping = new AbortController();
  const stop = (name: NodeJS.Signals) => {
    if (stopping.signal.aborted) process.exit(128 + constants.signals[name]);
    onStop();
    stopping.abort();
  };
  for (const name of signals) process.on(name, stop);
  try {
    await work(stopping.signal);
  } finally {
    for (const name of signals) process.off(name, stop);
  }
}
