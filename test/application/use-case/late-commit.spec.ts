// A commit whose answer was lost may land at any later moment. A fence under its id waits for it, or keeps it out.
import { beforeAll, describe, expect, it } from 'vitest';
import { type OperationId, orThrow, type Storage } from '../../../src/index.js';
import {
  type LateCommit,
  lateCommit,
  noPacing,
  passThrough,
  type RecordingStorage,
  recordingStorage,
  type StorageCall,
} from '../../../src/testing/doubles/index.js';
import {
  besides,
  invited,
  organizationWithAdmins,
  present,
  storages,
  type World,
  worldOn,
} from '../../support/guildhall.js';
import { faultOf, isFence, landed, withoutReach } from '../support/calls.js';
import { type CommandCase, commands, freshAddress } from '../support/commands.js';

describe.each(storages)('on $name', ({ open }) => {
  let recorded: RecordingStorage;
  let late: LateCommit;
  let world: World;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    late = lateCommit(recorded);
    world = worldOn(late, { pacing: noPacing() });
  });

  const isRead = ({ port }: StorageCall) => port !== 'storage' && port !== 'outbox';

  /** Where fences do not get through, a commit that is held back stays unknown. */
  const cutOff = () => besides(world, withoutReach(late, isFence));

  async function leftUnknown(give: (world: World) => Promise<unknown>): Promise<OperationId> {
    late.holdNext();
    const fault = await faultOf(give(cutOff()));
    expect(fault.code).toBe('outcome_unknown');
    return present(fault.operationId);
  }

  it('proves nothing by the absence of an entry', async () => {
    const { give } = await stagedOf('founding');
    const operationId = await leftUnknown((cut) => give(cut.guildhall));
    expect(await late.journal.find(operationId)).toBeNull();
    await late.land();
    expect(await late.journal.find(operationId)).toMatchObject({ kind: 'command' });
  });

  it.each(commands)('keeps a commit out that has been made again: $name', async ({ stage }) => {
    const { give } = await stage(world);
    const before = landed(recorded).length;
    late.holdNext();
    const answer = await give(world.guildhall);
    expect(answer).toMatchObject({ ok: true });
    expect(late.held()).toBe(1);
    expect(await late.land()).toMatchObject([{ status: 'rejected' }]);
    expect(landed(recorded)).toHaveLength(before + 1);
    expect(landed(recorded).at(-1)?.journal.id).toMatch(/\.1$/);
  });

  it('waits for a commit that lands before the fence, and answers from it', async () => {
    const { give } = await stagedOf('founding');
    const before = landed(recorded).length;
    late.holdNext();
    const { guildhall } = besides(world, landingBeforeFences(late));
    expect(await give(guildhall)).toMatchObject({ ok: true, value: { name: 'Mentra Labs' } });
    expect(landed(recorded)).toHaveLength(before + 1);
  });

  it('finishes an unknown operation once, whether it lands before the repeat or after it', async () => {
    for (const when of ['before', 'after']) {
      const { give } = await stagedOf('founding');
      const count = landed(recorded).length;
      const operationId = await leftUnknown((cut) => give(cut.guildhall));
      if (when === 'before') await late.land();
      expect(await give(world.guildhall, { operationId })).toMatchObject({ ok: true });
      if (when === 'after') expect(await late.land()).toMatchObject([{ status: 'rejected' }]);
      expect(landed(recorded)).toHaveLength(count + 1);
    }
  });

  it('refuses an unknown operation only once it can no longer land', async () => {
    const { organization, admins } = await organizationWithAdmins(world, 2);
    const [ada, grace] = [present(admins[0]), present(admins[1])];
    const { id: organizationId } = organization;
    const email = freshAddress();
    const invite = (by: World, operationId?: OperationId) =>
      by.guildhall.invitations.invite(
        grace.actor,
        { organizationId, email },
        operationId === undefined ? {} : { operationId },
      );
    const operationId = await leftUnknown((cut) => invite(cut));
    const demotion = { organizationId, userId: grace.id, role: 'member' } as const;
    orThrow(await world.guildhall.memberships.changeRole(ada.actor, demotion));
    expect(await invite(world, operationId)).toMatchObject({
      ok: false,
      refusal: { code: 'permission_denied' },
    });
    expect(await late.land()).toMatchObject([{ status: 'rejected' }]);
    await invited(world, { by: ada, to: organization, email });
  });

  it('says that an unknown operation is still unknown where the storage is away', async () => {
    const { give } = await stagedOf('founding');
    const operationId = await leftUnknown((cut) => give(cut.guildhall));
    await late.land();
    const away = besides(world, withoutReach(late, isRead));
    const fault = await faultOf(give(away.guildhall, { operationId }));
    expect(fault).toMatchObject({ code: 'outcome_unknown', operationId });
    expect(await give(world.guildhall, { operationId })).toMatchObject({ ok: true });
  });

  function stagedOf(name: string): ReturnType<CommandCase['stage']> {
    return present(commands.find((command) => command.name === name)).stage(world);
  }
});

function landingBeforeFences(late: LateCommit): Storage {
  return passThrough(late, async (call, proceed) => {
    if (isFence(call)) await late.land();
    return proceed();
  });
}
