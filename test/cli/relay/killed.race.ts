// Two relays beside each other, and the death of one of them at a mail that chance chooses: nothing is lost, and only what
// lay between sending and recording is sent twice.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MailServer } from '../../support/mail-server.js';
import { startRelay } from './process.js';
import { type Queued, stage, until } from './stage.js';

const points = ['before the server has it', 'before the answer', 'after the answer'] as const;

/** A relay claims ten at a time, so that the one which dies always leaves something that it holds. */
const deaths = points.map(
  (point) => [fc.sample(fc.integer({ min: 1, max: 9 }), 1).join(), point] as const,
);

/** Kills at that mail of the victim's, and not before both are at work. */
function killAt(mail: number, point: string, server: MailServer, kill: () => void): void {
  const atWork = new Set<string>();
  let named = 0;
  let taken = 0;
  server.behave(({ step, user }) => {
    if (step !== 'recipient' || user !== 'victim' || point !== points[0]) return {};
    named += 1;
    if (named === mail) kill();
    return named < mail ? {} : { recipient: 'hang' };
  });
  server.onTaken = async ({ user }) => {
    atWork.add(user);
    await until(() => atWork.size === 2 || named >= mail);
    if (user !== 'victim' || point === points[0]) return;
    taken += 1;
    if (taken !== mail) return;
    if (point === points[1]) kill();
    else setImmediate(kill);
  };
}

/** Whatever is left is held by one relay, the dead one: the other has finished its rounds. */
function isLeftByOne(left: readonly Queued[]): boolean {
  const leases = new Set(left.map(({ lease }) => lease));
  return leases.size === 1 && !leases.has(null);
}

describe('two relays, one of which is killed', { timeout: 90_000 }, () => {
  it.each(deaths)('at its mail %s, %s: every mail arrives', async (mail, point) => {
    const here = await stage();
    const ids = await here.invite(40);
    const victim = startRelay(here.environment('victim'));
    const survivor = startRelay(here.environment('survivor'));
    killAt(Number(mail), point, here.server, () => victim.kill('SIGKILL'));
    expect(await victim.ended).toBe('SIGKILL');
    await until(async () => isLeftByOne(await here.queued()));

    const left = (await here.queued()).map(({ messageId }) => messageId);
    const sentByVictim = here.server.taken.flatMap(({ user, messageId }) =>
      user === 'victim' ? [messageId] : [],
    );
    const unrecorded = left.filter((id) => sentByVictim.includes(id));
    await here.letTimePass();
    await until(async () => (await here.queued()).length === 0);
    survivor.kill('SIGTERM');
    expect(await survivor.ended).toBe(0);
    expect(survivor.errors).toEqual([]);

    const arrived = here.server.taken.map(({ messageId }) => messageId);
    expect(arrived.sort()).toEqual([...ids, ...unrecorded].sort());
    if (point === 'before the answer') expect(unrecorded).not.toEqual([]);
  });
});
