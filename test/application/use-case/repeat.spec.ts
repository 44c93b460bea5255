import { beforeAll, describe, expect, it } from 'vitest';
import {
  noPacing,
  type RecordingStorage,
  recordingStorage,
} from '../../../src/testing/doubles/index.js';
import {
  besides,
  organizationOf,
  person,
  present,
  storages,
  suspend,
  type World,
  worldOn,
} from '../../support/guildhall.js';
import { faultOf, landed, losingAnswers } from '../support/calls.js';
import { type CommandCase, commands, type Scene } from '../support/commands.js';

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
/** What was shown once is not shown twice. */
const shownOnce = [
  'invitation.hand_over',
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

describe.each(storages)('on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = worldOn(recorded);
    await organizationOf(world, await person(world));
  });

  describe.each(commands)('$name, repeated', ({ action, stage }: CommandCase) => {
    let scene: Scene;
    const idempotencyKey = `key of ${action}`.replaceAll(' ', '-');
    beforeAll(async () => {
      scene = await stage(world);
    });

    it('is done once under one key, in flight and later', async () => {
      const before = landed(recorded).length;
      const give = () => scene.give(world.guildhall, { idempotencyKey });
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
      expect(landed(recorded).slice(before)).toMatchObject([{ journal: { action } }]);
    });

    it('refuses its key for another input', async () => {
      const before = landed(recorded).length;
      const another = await scene.giveAnother(world.guildhall, { idempotencyKey });
      const refusal = byToken.includes(action)
        ? { code: 'invitation_not_found', path: ['token'] }
        : { code: 'idempotency_key_reused', path: ['options', 'idempotencyKey'] };
      expect(another).toEqual({ ok: false, refusal });
      expect(landed(recorded)).toHaveLength(before);
    });

    it('is finished by its operation id after the answer was lost', async () => {
      const staged = await stage(world);
      const deaf = besides(world, losingAnswers(recorded), { pacing: noPacing() });
      const lost = await faultOf(staged.give(deaf.guildhall));
      const operationId = present(lost.operationId);
      expect(lost.code).toBe('outcome_unknown');
      const finished = await staged.give(world.guildhall, { operationId });
      expect(finished).toMatchObject({ ok: true });
      expect(await staged.give(world.guildhall, { operationId })).toEqual(finished);
      const done = landed(recorded).filter(({ journal }) => journal.id === operationId);
      expect(done).toMatchObject([{ journal: { action } }]);
    });

    it('refuses the operation of another command', async () => {
      const other = present(landed(recorded).find(({ journal }) => journal.action !== action));
      const before = landed(recorded).length;
      const answer = await scene.give(world.guildhall, { operationId: other.journal.id });
      expect(answer).toMatchObject(unknownOperation);
      expect(landed(recorded)).toHaveLength(before);
    });

    if (!bySystem.includes(action)) {
      it('authorizes again', async () => {
        await suspend(world, present(scene.actor).userId);
        const again = await scene.give(world.guildhall, { idempotencyKey });
        expect(again).toMatchObject({ ok: false, refusal: { code: 'account_inactive' } });
      });
    }
  });
});
