// Rules of the journal and of idempotency keys that no other test file proves.
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../src/adapters/memory/index.js';
import { type OperationId, orThrow, parseOperationId } from '../../src/index.js';
import {
  noPacing,
  type RecordingStorage,
  recordingStorage,
} from '../../src/testing/doubles/index.js';
import { commandCases } from '../application/support/command-cases.js';
import { writtenCommands } from '../application/support/storage-calls.js';
import {
  assertPresent,
  createInvitation,
  createOrganization,
  createPerson,
  createWorld,
  currentTokenOf,
  startTime,
  type World,
} from '../support/world.js';

function recordedWorld(): { readonly world: World; readonly recorded: RecordingStorage } {
  const recorded = recordingStorage(memoryStorage());
  return { world: createWorld(recorded, { pacing: noPacing(1) }), recorded };
}

describe('an entry of the journal', () => {
  it('is written once for each command that changes something', async () => {
    const { world, recorded } = recordedWorld();
    for (const { name, action, stage } of commandCases) {
      const { run } = await stage(world);
      const before = writtenCommands(recorded).length;
      orThrow(await run(world.guildhall));
      const written = writtenCommands(recorded).slice(before);
      expect([name, written.map(({ journal }) => journal.action)]).toEqual([name, [action]]);
      const { journal } = assertPresent(written[0]);
      expect(await world.storage.journal.findById(journal.id)).toEqual(journal);
    }
  });

  it('is never overwritten', async () => {
    const { storage } = recordedWorld().world;
    const id: OperationId = assertPresent(parseOperationId('a'.repeat(24)));
    const entry = (at: Date) => ({
      changes: [],
      messages: [],
      journal: { kind: 'fence', id, at } as const,
    });
    await storage.commit(entry(startTime));
    await expect(storage.commit(entry(new Date(0)))).rejects.toThrow();
    expect(await storage.journal.findById(id)).toEqual({ kind: 'fence', id, at: startTime });
  });

  it('has a digest of the input without secrets', async () => {
    const { world, recorded } = recordedWorld();
    const ada = await createPerson(world);
    const acme = await createOrganization(world, ada);
    const digests: unknown[] = [];
    for (const invitee of [await createPerson(world), await createPerson(world)]) {
      const { id } = await createInvitation(world, { by: ada, to: acme, email: invitee.email });
      const token = await currentTokenOf(world, id);
      const options = { idempotencyKey: 'once' };
      orThrow(await world.guildhall.invitations.accept(invitee.actor, { token }, options));
      digests.push(writtenCommands(recorded).at(-1)?.journal.inputDigest);
    }
    expect(digests).toEqual([expect.any(String), digests[0]]);
  });

  it('is not replayed for an idempotency key with another input', async () => {
    const { world } = recordedWorld();
    const ada = await createPerson(world);
    const create = (name: string) =>
      world.guildhall.organizations.create(ada.actor, { name }, { idempotencyKey: 'once' });
    orThrow(await create('Acme'));
    expect(await create('Mentra')).toEqual({
      ok: false,
      refusal: { code: 'idempotency_key_reused', path: ['options', 'idempotencyKey'] },
    });
  });

  it('is written for one of two concurrent commands with the same idempotency key', async () => {
    const { world } = recordedWorld();
    const ada = await createPerson(world);
    const create = () =>
      world.guildhall.organizations.create(ada.actor, { name: 'Acme' }, { idempotencyKey: 'once' });
    const [one, other] = await Promise.all([create(), create()]);
    expect(other).toEqual(one);
    const { items } = orThrow(await world.guildhall.organizations.listForUser(ada.actor, {}));
    expect(
      items.map(({ organization }) => organization.name).filter((it) => it === 'Acme'),
    ).toEqual(['Acme']);
  });
});
