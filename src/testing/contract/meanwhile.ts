/**
 * Looks again and again, at least once, until the writing is over; fails where either does. The pause before a look
 * grows and shrinks, so that the looks do not fall into step with the writes.
 */
export async function lookMeanwhile(
  writing: Promise<unknown>,
  look: () => Promise<void>,
): Promise<void> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  writing.then(over, over);
  for (let round = 0; round === 0 || !isOver; round += 1) {
    await ticks(round % 11);
    await look();
  }
  await writing;
}

async function ticks(count: number): Promise<void> {
  for (let tick = 0; tick < count; tick += 1) await Promise.resolve();
}
