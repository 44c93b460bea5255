const tickCounts = 11;

/**
 * Reads again and again, at least once, until the writes have ended. Fails if a read or a write fails. The pause before a
 * read varies, so that the reads do not always meet the writes at the same step. One pause of each round is a timer, since
 * a storage that waits for the event loop would otherwise never get its turn.
 */
export async function readUntilWritten(
  writing: Promise<unknown>,
  read: () => Promise<void>,
): Promise<void> {
  let isOver = false;
  const markOver = () => {
    isOver = true;
  };
  writing.then(markOver, markOver);
  for (let round = 0; round === 0 || !isOver; round += 1) {
    const tickCount = round % tickCounts;
    await (tickCount === tickCounts - 1 ? waitForEventLoop() : waitMicrotaskTicks(tickCount));
    await read();
  }
  await writing;
}

export async function waitMicrotaskTicks(tickCount: number): Promise<void> {
  for (let tick = 0; tick < tickCount; tick += 1) await Promise.resolve();
}

function waitForEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
