// Two relays run at once, and one is killed at a randomly chosen mail: no mail is lost, and only mails that were sent but
// not recorded are sent twice.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TestSmtpServer } from '../../support/smtp-server.js';
import { createRelayEnvironment, type QueuedInvitation, waitUntil } from './relay-environment.js';
import { type RelayProcess, startRelay } from './relay-process.js';

const points = [
  'before the server has the mail',
  'before the response',
  'after the response',
] as const;

/** A relay always has a mail under way while any is left, so one killed among its first mails leaves mails that it has claimed. */
const kills = points.map(
  (point) => [fc.sample(fc.integer({ min: 1, max: 9 }), 1).join(), point] as const,
);

/** Kills the victim at this mail, and not before both relays have sent mails. */
function killAt(mail: number, point: string, server: TestSmtpServer, kill: () => void): void {
  const activeRelays = new Set<string>();
  let announced = 0;
  let received = 0;
  server.setBehavior(({ step, user }) => {
    if (step !== 'recipient' || user !== 'victim' || point !== points[0]) return {};
    announced += 1;
    if (announced === mail) kill();
    return announced < mail ? {} : { recipient: 'hang' };
  });
  server.onReceived = async ({ user }) => {
    activeRelays.add(user);
    await waitUntil(() => activeRelays.size === 2 || announced >= mail);
    if (user !== 'victim' || point === points[0]) return;
    received += 1;
    if (received !== mail) return;
    if (point === points[1]) kill();
    else setImmediate(kill);
  };
}

/** All mails that are left are claimed by the killed relay: the survivor has printed the end of all that it has sent. */
function isHeldByTheDead(
  left: readonly QueuedInvitation[],
  { outputLines }: RelayProcess,
  sentBySurvivor: number,
): boolean {
  const counts = outputLines.map((line) => Number(/^(\d+) claimed/.exec(line)?.[1] ?? 0));
  const ended = counts.reduce((sum, count) => sum + count, 0);
  return ended === sentBySurvivor && left.every(({ lease }) => lease !== null);
}

describe('two relays, one of which is killed', { timeout: 90_000 }, () => {
  it.each(kills)(
    'delivers every mail if the victim is killed at its mail %s, %s',
    async (mail, point) => {
      const here = await createRelayEnvironment();
      const ids = await here.invite(40);
      const victim = startRelay(here.environment('victim'));
      const survivor = startRelay(here.environment('survivor'));
      killAt(Number(mail), point, here.server, () => victim.kill('SIGKILL'));
      expect(await victim.ended).toBe('SIGKILL');
      const sentBySurvivor = () =>
        here.server.received.filter(({ user }) => user === 'survivor').length;
      await waitUntil(async () => isHeldByTheDead(await here.queued(), survivor, sentBySurvivor()));

      const left = (await here.queued()).map(({ messageId }) => messageId);
      const sentByVictim = here.server.received.flatMap(({ user, messageId }) =>
        user === 'victim' ? [messageId] : [],
      );
      const unrecorded = left.filter((id) => sentByVictim.includes(id));
      await here.expireLeases();
      await waitUntil(async () => (await here.queued()).length === 0);
      survivor.kill('SIGTERM');
      expect(await survivor.ended).toBe(0);
      expect(survivor.errorLines).toEqual([]);

      const arrived = here.server.received.map(({ messageId }) => messageId);
      expect(arrived.sort()).toEqual([...ids, ...unrecorded].sort());
      if (point === 'before the response') expect(unrecorded).not.toEqual([]);
    },
  );
});
