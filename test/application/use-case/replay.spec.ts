// Every command, called again with the same key or operation id.
import { beforeAll, describe, expect, it } from 'vitest';
import {
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
import { storageErrorOf, withLostAnswers, writtenCommands } from '../support/storage-calls.js';

const bySystem = [
  'user.register',
  'user.verify_email',
  'user.suspend',
  'user.reinstate',
  'user.delete',
  'user.restore',
  'organization.ensure_personal',
  'organization.verify_contact',
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

describe.each(storageKinds)('a repeated command on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
    await createOrganization(world, await createPerson(world));
  });

  describe.each(commandCases)('$name, repeated', ({ action, stage }: CommandCase) => {
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
        const links = [first, twin, later].filter((answer) =>
          /console\.example\.com|guild_live_|whsec_/.test(JSON.stringify(answer)),
        );
        expect(links).toHaveLength(1);
      } else {
        expect(twin).toEqual(first);
        expect(later).toEqual(first);
      }
      expect(writtenCommands(recorded).slice(before)).toMatchObject([{ journal: { action } }]);
    });

    it('refuses its key for another input', async () => {
      const before = writtenCommands(recorded).length;
      const another = await scene.runWithOtherInput(world.guildhall, { idempotencyKey });
      const refusal = byToken.includes(action)
        ? { code: 'invitation_not_found', path: ['token'] }
        : { code: 'idempotency_key_reused', path: ['options', 'idempotencyKey'] };
      expect(another).toEqual({ ok: false, refusal });
      expect(writtenCommands(recorded)).toHaveLength(before);
    });

    it('is finished by its operation id after a commit without an answer', async () => {
      const staged = await stage(world);
      const deaf = createSecondService(world, withLostAnswers(recorded), { pacing: noPacing() });
      const lost = await storageErrorOf(staged.run(deaf.guildhall));
      const operationId = assertPresent(lost.operationId);
      expect(lost.code).toBe('outcome_unknown');
      const finished = await staged.run(world.guildhall, { operationId });
      expect(finished).toMatchObject({ ok: true });
      expect(await staged.run(world.guildhall, { operationId })).toEqual(finished);
      const done = writtenCommands(recorded).filter(({ journal }) => journal.id === operationId);
      expect(done).toMatchObject([{ journal: { action } }]);
    });

    it('refuses the operation of another command', async () => {
      const other = assertPresent(
        writtenCommands(recorded).find(({ journal }) => journal.action !== action),
      );
      const before = writtenCommands(recorded).length;
      const answer = await scene.run(world.guildhall, { operationId: other.journal.id });
      expect(answer).toMatchObject(unknownOperation);
      expect(writtenCommands(recorded)).toHaveLength(before);
    });

    if (!bySystem.includes(action)) {
      it('authorizes again', async () => {
        await writeSuspendedUser(world, assertPresent(scene.actor).userId);
        const again = await scene.run(world.guildhall, { idempotencyKey });
        expect(again).toMatchObject({ ok: false, refusal: { code: 'account_inactive' } });
      });
    }
  });
});
