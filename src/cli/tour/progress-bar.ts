import cliProgress from 'cli-progress';

export interface ProgressBar {
  step(): void;
  stop(): void;
}

/** A bar on stderr, gone when it stops; nothing at all where stderr is no terminal. */
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
