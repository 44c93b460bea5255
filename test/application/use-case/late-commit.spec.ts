// A commit without an answer can still arrive later. A fence under its journal id waits for it, or makes it fail.
import { beforeAll, describe, expect, it } from 'vitest';
import { orThrow, type Storage } from '../../../src/index.js';
import {
  interceptStorage,
  type LateCommitStorage,
  lateCommitStorage,
  noPacing,
  type RecordingStorage,
  recordingStorage,
  type StorageCall,
} from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createInvitation,
  createOrganizationWithAdmins,
  createSecondService,
  createWorld,
  storageKinds,
  type World,
} from '../../support/world.js';
import type { CommandCase } from '../support/command-case.js';
import { commandCases, uniqueEmail } from '../support/command-cases.js';
import {
  isFence,
  journalIdOf,
  storageErrorOf,
  withUnavailableCalls,
  writtenCommands,
} from '../support/storage-calls.js';

describe.each(storageKinds)('a late commit on $name', ({ open }) => {
  let recorded: RecordingStorage;
  let late: LateCommitStorage;
  let world: World;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    late = lateCommitStorage(recorded);
    world = createWorld(late, { pacing: noPacing() });
  });

  const isRead = ({ port }: StorageCall) => port !== 'storage' && port !== 'outbox';

  /** A service whose fences fail, so that the outcome of a delayed commit stays unknown. */
  const cutOff = () => createSecondService(world, withUnavailableCalls(late, isFence));

  async function leftUnknown(give: (world: World) => Promise<unknown>): Promise<string> {
    late.holdNextCommits();
    const fault = await storageErrorOf(give(cutOff()));
    expect(fault.code).toBe('outcome_unknown');
    return assertPresent(fault.operationId);
  }

  it('is not ruled out by a missing journal entry', async () => {
    const { run } = await stagedOf('creating an organization');
    const id = journalIdOf(await leftUnknown((cut) => run(cut.guildhall)));
    expect(await late.journal.findById(id)).toBeNull();
    await late.releaseHeld();
    expect(await late.journal.findById(id)).toMatchObject({ kind: 'command' });
  });

  it.each(commandCases)('fails after the command was committed again: $name', async ({ stage }) => {
    const { run } = await stage(world);
    const before = writtenCommands(recorded).length;
    late.holdNextCommits();
    const answer = await run(world.guildhall);
    expect(answer).toMatchObject({ ok: true });
    expect(late.heldCount()).toBe(1);
    expect(await late.releaseHeld()).toMatchObject([{ status: 'rejected' }]);
    expect(writtenCommands(recorded)).toHaveLength(before + 1);
    expect(writtenCommands(recorded).at(-1)?.journal.id).toMatch(/\.1$/);
  });

  it('is the answer where it arrives before the fence', async () => {
    const { run } = await stagedOf('creating an organization');
    const before = writtenCommands(recorded).length;
    late.holdNextCommits();
    const { guildhall } = createSecondService(world, landingBeforeFences(late));
    expect(await run(guildhall)).toMatchObject({ ok: true, value: { name: 'Mentra Labs' } });
    expect(writtenCommands(recorded)).toHaveLength(before + 1);
  });

  it('is written once, whether it arrives before or after the repeated call', async () => {
    for (const when of ['before', 'after']) {
      const { run } = await stagedOf('creating an organization');
      const count = writtenCommands(recorded).length;
      const operationId = await leftUnknown((cut) => run(cut.guildhall));
      if (when === 'before') await late.releaseHeld();
      expect(await run(world.guildhall, { operationId })).toMatchObject({ ok: true });
      if (when === 'after')
        expect(await late.releaseHeld()).toMatchObject([{ status: 'rejected' }]);
      expect(writtenCommands(recorded)).toHaveLength(count + 1);
    }
  });

  it('is fenced before the repeated call is refused', async () => {
    const { organization, admins } = await createOrganizationWithAdmins(world, 2);
    const [ada, grace] = [assertPresent(admins[0]), assertPresent(admins[1])];
    const { id: organizationId } = organization;
    const email = uniqueEmail();
    const invite = (by: World, operationId?: string) =>
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
    expect(await late.releaseHeld()).toMatchObject([{ status: 'rejected' }]);
    await createInvitation(world, { by: ada, to: organization, email });
  });

  it('stays unknown while the storage is unavailable', async () => {
    const { run } = await stagedOf('creating an organization');
    const operationId = await leftUnknown((cut) => run(cut.guildhall));
    await late.releaseHeld();
    const away = createSecondService(world, withUnavailableCalls(late, isRead));
    const fault = await storageErrorOf(run(away.guildhall, { operationId }));
    expect(fault).toMatchObject({ code: 'outcome_unknown', operationId });
    expect(await run(world.guildhall, { operationId })).toMatchObject({ ok: true });
  });

  function stagedOf(name: string): ReturnType<CommandCase['stage']> {
    return assertPresent(commandCases.find((command) => command.name === name)).stage(world);
  }
});

function landingBeforeFences(late: LateCommitStorage): Storage {
  return interceptStorage(late, async (call, proceed) => {
    if (isFence(call)) await late.releaseHeld();
    return proceed();
  });
}
