// Stops a relay on SIGTERM and SIGINT.

import { constants } from 'node:os';

const stopSignals = ['SIGTERM', 'SIGINT'] as const;

/** What is said at the first signal, and at the second, before the process exits. */
export interface StopCallbacks {
  readonly onStop: () => void;
  readonly onExit: () => void;
}

/** Runs the work with a signal that aborts on SIGTERM or SIGINT. A second one of them exits the process at once. */
export async function runWithStopSignal(
  { onStop, onExit }: StopCallbacks,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stopping = new AbortController();
  const stop = (name: NodeJS.Signals) => {
    if (stopping.signal.aborted) {
      onExit();
      process.exit(128 + constants.signals[name]);
    }
    onStop();
    stopping.abort();
  };
  for (const name of stopSignals) process.on(name, stop);
  try {
    await work(stopping.signal);
  } finally {
    for (const name of stopSignals) process.off(name, stop);
  }
}
