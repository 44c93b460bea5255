import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../src/adapters/memory/index.js';
import { type OperationId, orThrow, parseOperationId } from '../../src/index.js';
import {
  noPacing,
  type RecordingStorage,
  recordingStorage,
} from '../../src/testing/doubles/index.js';
import { landed } from '../application/support/calls.js';
import { commands } from '../application/support/commands.js';
import {
  invited,
  organizationOf,
  person,
  present,
  start,
  tokenOf,
  type World,
  worldOn,
} from '../support/guildhall.js';

function recordedWorld(): { readonly world: World; readonly recorded: RecordingStorage } {
  const recorded = recordingStorage(memoryStorage());
  return { world: worldOn(recorded, { pacing: noPacing(1) }), recorded };
}

describe('an entry of the journal', () => {
  it('is one for each command that changes something', async () => {
    const { world, recorded } = recordedWorld();
    for (const { name, action, stage } of commands) {
      const { give } = await stage(world);
      const before = landed(recorded).length;
      orThrow(await give(world.guildhall));
      const written = landed(recorded).slice(before);
      expect([name, written.map(({ journal }) => journal.action)]).toEqual([name, [action]]);
      const { journal } = present(written[0]);
      expect(await world.storage.journal.find(journal.id)).toEqual(journal);
    }
  });

  it('is not written over', async () => {
    const { storage } = recordedWorld().world;
    const id: OperationId = present(parseOperationId('a'.repeat(24)));
    const entry = (at: Date) => ({
      changes: [],
      messages: [],
      journal: { kind: 'fence', id, at } as const,
    });
    await storage.commit(entry(start));
    await expect(storage.commit(entry(new Date(0)))).rejects.toThrow();
    expect(await storage.journal.find(id)).toEqual({ kind: 'fence', id, at: start });
  });

  it('has a digest of the input without its secrets', async () => {
    const { world, recorded } = recordedWorld();
    const ada = await person(world);
    const acme = await organizationOf(world, ada);
    const digests: unknown[] = [];
    for (const invitee of [await person(world), await person(world)]) {
      const { id } = await invited(world, { by: ada, to: acme, email: invitee.email });
      const token = await tokenOf(world, id);
      const options = { idempotencyKey: 'once' };
      orThrow(await world.guildhall.invitations.accept(invitee.actor, { token }, options));
      digests.push(landed(recorded).at(-1)?.journal.inputDigest);
    }
    expect(digests).toEqual([expect.any(String), digests[0]]);
  });

  it('is not answered from under its key where the input is another one', async () => {
    const { world } = recordedWorld();
    const ada = await person(world);
    const found = (name: string) =>
      world.guildhall.organizations.found(ada.actor, { name }, { idempotencyKey: 'once' });
    orThrow(await found('Acme'));
    expect(await found('Mentra')).toEqual({
      ok: false,
      refusal: { code: 'idempotency_key_reused', path: ['options', 'idempotencyKey'] },
    });
  });

  it('has one of two commands in flight under one key', async () => {
    const { world } = recordedWorld();
    const ada = await person(world);
    const found = () =>
      world.guildhall.organizations.found(ada.actor, { name: 'Acme' }, { idempotencyKey: 'once' });
    const [one, other] = await Promise.all([found(), found()]);
    expect(other).toEqual(one);
    const { items } = orThrow(await world.guildhall.organizations.listOfUser(ada.actor, {}));
    expect(
      items.map(({ organization }) => organization.name).filter((it) => it === 'Acme'),
    ).toEqual(['Acme']);
  });
});
