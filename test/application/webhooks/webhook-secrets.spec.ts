// The secret of a webhook is in one answer and in what signs: in no row, no other answer, no fault and no log.
import { describe, expect, it } from 'vitest';
import { appEvents, type Random } from '../../../src/index.js';
import { noPacing, recordingStorage, seededRandom } from '../../../src/testing/doubles/index.js';
import { drafted } from '../../support/apps.js';
import { besides, day, storages, worldOn } from '../../support/guildhall.js';
import { losingAnswers } from '../support/calls.js';
import { consoleSpies, print } from '../support/laid-bare.js';
import { failed, recordingSender, url } from './webhook-world.js';

const spies = consoleSpies();

/** Chance that remembers of what bytes secrets were made. */
function remembering(secrets: Buffer[]): Random {
  const { bytes, ...rest } = seededRandom(7);
  return {
    ...rest,
    bytes(length) {
      const made = bytes(length);
      secrets.push(Buffer.from(made));
      return made;
    },
  };
}

describe.each(storages)('the secrets of webhooks on $name', ({ open }) => {
  it('are in one answer each, and in what is signed', async () => {
    const made: Buffer[] = [];
    const recorded = recordingStorage(await open());
    const sender = recordingSender();
    const world = worldOn(recorded, { random: remembering(made), webhookSender: sender });
    const said: unknown[] = [];
    const hear = async (call: Promise<unknown>) => {
      said.push(await call.catch((fault: unknown) => fault));
    };
    const { founder, appId, organizationId } = await drafted(world);
    const { actor } = founder;
    const { webhooks, relay, organizations, apps } = world.guildhall;
    const deaf = besides(world, losingAnswers(recorded), { pacing: noPacing() }).guildhall;
    const once = { idempotencyKey: 'once' };
    const input = { appId, url, events: appEvents };
    await hear(webhooks.configure(actor, input, once));
    await hear(webhooks.configure(actor, input, once));
    await hear(webhooks.configure(actor, { ...input, url: `${url}/2` }));
    await hear(webhooks.configure(actor, { ...input, url: 'http://x' }));
    await hear(webhooks.rotateSecret(actor, { appId }, { idempotencyKey: 'rotate' }));
    await hear(webhooks.rotateSecret(actor, { appId }, { idempotencyKey: 'rotate' }));
    await hear(webhooks.rotateSecret(actor, { appId }));
    await hear(deaf.webhooks.disable(actor, { appId }));
    await hear(webhooks.enable(actor, { appId }));
    await hear(apps.delist(actor, { appId }));
    sender.answer(() => failed);
    await hear(relay.runOnce());
    sender.answer(() => {
      throw new Error(print(sender.deliveries));
    });
    world.clock.advance(120);
    await hear(relay.runOnce());
    await hear(webhooks.get(actor, { appId }));
    await hear(webhooks.sendTest(actor, { appId }));
    await hear(apps.get(actor, { appId }));
    await hear(organizations.audit(actor, { organizationId }));
    world.clock.advance(day);
    await hear(deaf.webhooks.rotateSecret(actor, { appId }));
    await hear(webhooks.remove(actor, { appId }));

    const forms = (secret: Buffer) =>
      (['base64', 'hex', 'base64url'] as const).map((form) => secret.toString(form).slice(0, 40));
    const found = (value: unknown) => {
      const printed = print(value);
      return made.filter((secret) => forms(secret).some((form) => printed.includes(form)));
    };
    expect(made.length).toBeGreaterThan(6);
    expect(said.filter((answer) => found(answer).length > 0)).toHaveLength(2);
    expect(print(said).match(/whsec_/g)).toHaveLength(2);
    expect(found(sender.deliveries)).toHaveLength(2);
    const seen = recorded.calls.map(({ call, outcome }) => [call.args, outcome]);
    expect(found(seen)).toEqual([]);
    expect(print(seen)).not.toMatch(/whsec_/);
    expect(print(seen)).toMatch(/v1\.test\./);
    const withoutRows = said.map((answer) => print(answer)).join();
    expect(withoutRows).not.toMatch(/v1\.test\./);
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });
});
