// The secret of a webhook appears only in one response and in the signer: in no row, other response, fault or log.
import { describe, expect, it } from 'vitest';
import { appEventTypes, type Random } from '../../../src/index.js';
import { noPacing, recordingStorage, seededRandom } from '../../../src/testing/doubles/index.js';
import { draftApp } from '../../support/app-steps.js';
import { createSecondService, createWorld, day, storageKinds } from '../../support/world.js';
import { inspectDeep, spyOnConsole } from '../support/full-output.js';
import { withLostAnswers } from '../support/storage-calls.js';
import { failedOutcome, recordingWebhookSender, webhookUrl } from './webhook-helpers.js';

const spies = spyOnConsole();

/** A random source that records the bytes of secrets. */
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

describe.each(storageKinds)('the secrets of webhooks on $name', ({ open }) => {
  it('appear only in one response each, and in the signer', async () => {
    const made: Buffer[] = [];
    const recorded = recordingStorage(await open());
    const sender = recordingWebhookSender();
    const world = createWorld(recorded, { random: remembering(made), webhookSender: sender });
    const said: unknown[] = [];
    const hear = async (call: Promise<unknown>) => {
      said.push(await call.catch((fault: unknown) => fault));
    };
    const { creator, appId, organizationId } = await draftApp(world);
    const { actor } = creator;
    const { webhooks, relay, organizations, apps } = world.guildhall;
    const deaf = createSecondService(world, withLostAnswers(recorded), {
      pacing: noPacing(),
    }).guildhall;
    const once = { idempotencyKey: 'once' };
    const input = { appId, url: webhookUrl, events: appEventTypes };
    await hear(webhooks.configure(actor, input, once));
    await hear(webhooks.configure(actor, input, once));
    await hear(webhooks.configure(actor, { ...input, url: `${webhookUrl}/2` }));
    await hear(webhooks.configure(actor, { ...input, url: 'http://x' }));
    await hear(webhooks.rotateSecret(actor, { appId }, { idempotencyKey: 'rotate' }));
    await hear(webhooks.rotateSecret(actor, { appId }, { idempotencyKey: 'rotate' }));
    await hear(webhooks.rotateSecret(actor, { appId }));
    await hear(deaf.webhooks.disable(actor, { appId }));
    await hear(webhooks.enable(actor, { appId }));
    await hear(apps.delist(actor, { appId }));
    sender.answer(() => failedOutcome);
    await hear(relay.runOnce());
    sender.answer(() => {
      throw new Error(inspectDeep(sender.deliveries));
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
      const printed = inspectDeep(value);
      return made.filter((secret) => forms(secret).some((form) => printed.includes(form)));
    };
    expect(made.length).toBeGreaterThan(6);
    expect(said.filter((answer) => found(answer).length > 0)).toHaveLength(2);
    expect(inspectDeep(said).match(/whsec_/g)).toHaveLength(2);
    expect(found(sender.deliveries)).toHaveLength(2);
    const seen = recorded.calls.map(({ call, outcome }) => [call.args, outcome]);
    expect(found(seen)).toEqual([]);
    expect(inspectDeep(seen)).not.toMatch(/whsec_/);
    expect(inspectDeep(seen)).toMatch(/v1\.test\./);
    const withoutRows = said.map((answer) => inspectDeep(answer)).join();
    expect(withoutRows).not.toMatch(/v1\.test\./);
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });
});
