// Commands while another command has their row: the deadline, the signal, and what a repeated command is told.
import { describe, expect, it, vi } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { orThrow } from '../../../src/index.js';
import { interceptStorage } from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  type Person,
  type World,
} from '../../support/world.js';

interface BusyRow {
  readonly world: World;
  readonly rename: (name: string, options?: object) => Promise<unknown>;
  /** Lets the commit that hangs go on. */
  readonly letGo: () => void;
}

/** A rename whose commit hangs, so that the organization is held. Real pauses, and a deadline of one second. */
async function holdOrganization(): Promise<BusyRow> {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let hangs = false;
  const storage = interceptStorage(memoryStorage(), async (call, proceed) => {
    if (call.method === 'commit' && hangs) {
      hangs = false;
      await gate;
    }
    return proceed();
  });
  const world = createWorld(storage, { policy: { commandDeadline: 1, maxCommandsInLine: 1 } });
  const ada: Person = await createPerson(world);
  const { id: organizationId } = await createOrganization(world, ada);
  const rename = (name: string, options = {}) =>
    world.guildhall.organizations.rename(ada.actor, { organizationId, name }, options);
  orThrow(await world.guildhall.organizations.rename(ada.actor, { organizationId, name: 'First' }));
  hangs = true;
  rename('Hanging').catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 20));
  return { world, rename, letGo };
}

describe('while another command has the row', () => {
  it('a command waits, one too many is refused, and the row is free after the deadline of who has it', async () => {
    const { rename, letGo } = await holdOrganization();
    const second = rename('Second');
    const third = await rename('Third');
    expect(third).toMatchObject({ ok: false, refusal: { code: 'overloaded', retryAfter: 1 } });
    expect(await second).toMatchObject({ ok: true });
    letGo();
  });

  it('an aborted command ends and leaves the line at once, whether the signal aborts before or while it waits', async () => {
    const { rename, letGo } = await holdOrganization();
    const reason = new Error('no longer wanted');
    const controller = new AbortController();
    const removed = vi.spyOn(controller.signal, 'removeEventListener');
    const waiting = rename('Second', { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(rename('Third', { signal: controller.signal })).rejects.toBe(reason);
    expect(removed).toHaveBeenCalled();
    // The line has one place, which is free again.
    expect(await rename('Fourth')).toMatchObject({ ok: true });
    letGo();
  });
});

describe('a repeated command', () => {
  it('is never told that nothing was written if that is not known', async () => {
    const { world, letGo } = await holdOrganization();
    const ben = await createPerson(world);
    const { id: organizationId } = await createOrganization(world, ben, 'Other');
    const deaf = createSecondService(
      world,
      interceptStorage(world.storage, async (call, proceed) => {
        const answer = await proceed();
        if (call.method === 'commit') throw new Error('the socket is gone');
        return answer;
      }),
    );
    const input = { organizationId, name: 'Written' };
    await deaf.guildhall.organizations
      .rename(ben.actor, input, { idempotencyKey: 'once' })
      .catch(() => {});
    const again = await world.guildhall.organizations.rename(ben.actor, input, {
      idempotencyKey: 'once',
    });
    expect(assertPresent(again)).toMatchObject({ ok: true, value: { name: 'Written' } });
    letGo();
  });
});
