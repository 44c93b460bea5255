// Every command, called again with the same key or operation id.
import { beforeAll, describe, expect, it } from 'vitest';
import { StorageError } from '../../../src/index.js';
import {
  interceptStorage,
  noPacing,
  type RecordingStorage,
  recordingStorage,
} from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  storageKinds,
  type World,
  writeSuspendedUser,
} from '../../support/world.js';
import type { CommandCase, StagedCommand } from '../support/command-case.js';
import { commandCases } from '../support/command-cases.js';
import {
  isFence,
  journalIdOf,
  requestedWrites,
  storageErrorOf,
  withLostAnswers,
  withLostFirstAnswer,
  writtenCommands,
} from '../support/storage-calls.js';

const bySystem = [
  'user.register',
  'user.ensure',
  'user.change_email',
  'user.verify_email',
  'user.suspend',
  'user.reinstate',
  'user.delete',
  'user.restore',
  'organization.ensure_personal',
  'membership.add',
  'organization.verify_contact',
  'organization.set_external_id',
  'organization.update_metadata',
  'membership.update_metadata',
  'user.update_metadata',
];
/** What is shown only once. */
const shownOnce = [
  'invitation.create_link',
  'key.create',
  'key.rotate',
  'webhook.configure',
  'webhook.rotate_secret',
];
const byToken = ['invitation.accept', 'invitation.decline'];

const unknownOperation = {
  ok: false,
  refusal: { code: 'invalid_input', path: ['options', 'operationId'] },
};

function showsSecret(answer: unknown): boolean {
  return /console\.example\.com|guild_live_|whsec_/.test(JSON.stringify(answer));
}

/** The ids of operations whose outcome was lost. */
const lostOperationIds: { readonly action: string; readonly operationId: string }[] = [];

describe.each(storageKinds)('a repeated command on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
    await createOrganization(world, await createPerson(world));
  });

  describe.each(commandCases)(
    '$name, repeated',
    ({ name, action, stage, isBySystem }: CommandCase) => {
      let scene: StagedCommand;
      const idempotencyKey = `key of ${action}`.replaceAll(' ', '-');
      beforeAll(async () => {
        scene = await stage(world);
      });

      it('is written once under one key, at the same time and later', async () => {
        const before = writtenCommands(recorded).length;
        const give = () => scene.run(world.guildhall, { idempotencyKey });
        const [first, twin] = await Promise.all([give(), give()]);
        const later = await give();
        expect(first).toMatchObject({ ok: true });
        if (shownOnce.includes(action)) {
          expect([first, twin, later].filter(showsSecret)).toHaveLength(1);
        } else {
          expect(twin).toEqual(first);
          expect(later).toEqual(first);
        }
        expect(writtenCommands(recorded).slice(before)).toMatchObject([{ journal: { action } }]);
      });

      it.each(['refused', 'without an answer'] as const)(
        'shows a secret to the process that wrote it, and to no other with the same key at the same time (its commit is %s)',
        async (end) => {
          const staged = await stage(world);
          const give = ({ guildhall }: Pick<World, 'guildhall'>) =>
            staged.run(guildhall, { idempotencyKey: `${idempotencyKey}-${end.slice(0, 7)}` });
          let first: Awaited<ReturnType<typeof give>> | null = null;
          const late = interceptStorage(recorded, async (call, proceed) => {
            if (call.method !== 'commit' || first !== null) return proceed();
            first = await give(world);
            if (end === 'refused') return proceed();
            throw new StorageError('outcome_unknown', 'the answer is lost');
          });
          const twin = await give(createSecondService(world, late, { pacing: noPacing() }));
          expect(first).toMatchObject({ ok: true });
          if (!shownOnce.includes(action)) expect(twin).toEqual(first);
          else expect([twin, first].map(showsSecret)).toEqual([false, true]);
        },
      );

      it('refuses its key for another input', async () => {
        const before = writtenCommands(recorded).length;
        const another = await scene.runWithOtherInput(world.guildhall, { idempotencyKey });
        const refusal =
          byToken.includes(action) && !name.endsWith('by id')
            ? { code: 'invitation_not_found', path: ['token'] }
            : { code: 'idempotency_key_reused', path: ['options', 'idempotencyKey'] };
        expect(another).toEqual({ ok: false, refusal });
        expect(writtenCommands(recorded)).toHaveLength(before);
      });

      it('is finished by its operation id after a commit without an answer, and by no other', async () => {
        const staged = await stage(world);
        const deaf = createSecondService(world, withLostAnswers(recorded), { pacing: noPacing() });
        const lost = await storageErrorOf(staged.run(deaf.guildhall));
        const operationId = assertPresent(lost.operationId);
        expect(lost.code).toBe('outcome_unknown');
        const finished = await staged.run(world.guildhall, { operationId });
        expect(finished).toMatchObject({ ok: true });
        expect(await staged.run(world.guildhall, { operationId })).toEqual(finished);
        const id = journalIdOf(operationId);
        const done = writtenCommands(recorded).filter(({ journal }) => journal.id === id);
        expect(done).toMatchObject([{ journal: { action } }]);
        lostOperationIds.push({ action, operationId });

        const writes = requestedWrites(recorded).length;
        const beside = { operationId, idempotencyKey: `beside ${action}`.replaceAll(' ', '-') };
        expect(await staged.run(world.guildhall, beside)).toEqual(finished);
        const changed = assertPresent(/^(.*)(.)$/s.exec(operationId));
        for (const forged of [id, `${changed[1]}${changed[2] === '0' ? '1' : '0'}`])
          expect(await staged.run(world.guildhall, { operationId: forged })).toMatchObject(
            unknownOperation,
          );
        const others = lostOperationIds.find((lost) => lost.action !== action);
        if (others !== undefined)
          expect(
            await staged.run(world.guildhall, { operationId: others.operationId }),
          ).toMatchObject(unknownOperation);
        if (!byToken.includes(action))
          expect(await staged.runWithOtherInput(world.guildhall, { operationId })).toMatchObject(
            unknownOperation,
          );
        expect(requestedWrites(recorded)).toHaveLength(writes);
      });

      if (!bySystem.includes(action) && isBySystem === undefined) {
        it('gives the answer of its commit, although its actor was suspended before that was known', async () => {
          const staged = await stage(world);
          const suspendActor = () => writeSuspendedUser(world, assertPresent(staged.actor).userId);
          const storage = interceptStorage(withLostFirstAnswer(recorded), async (call, proceed) => {
            if (isFence(call)) await suspendActor();
            return proceed();
          });
          const deaf = createSecondService(world, storage, { pacing: noPacing() });
          expect(await staged.run(deaf.guildhall)).toMatchObject({ ok: true });
        });

        it('authorizes again', async () => {
          await writeSuspendedUser(world, assertPresent(scene.actor).userId);
          const again = await scene.run(world.guildhall, { idempotencyKey });
          expect(again).toMatchObject({ ok: false, refusal: { code: 'account_inactive' } });
        });
      }
    },
  );
});
