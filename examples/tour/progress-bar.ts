import cliProgress from 'cli-progress';

export interface ProgressBar {
  step(): void;
  stop(): void;
}

/** A bar on stderr, which is removed when it stops. Prints nothing if stderr is not a terminal. */
export function progressBar(total: number): ProgressBar {
  const bar = new cliProgress.SingleBar(
    {
      format: '{bar} {percentage} %  {value} of {total} steps',
      clearOnComplete: true,
      autopadding: true,
      linewrap: true,
    },
    cliProgress.Presets.shades_classic,
  );
  bar.start(total, 0);
  return { step: () => bar.increment(), stop: () => bar.stop() };
}
