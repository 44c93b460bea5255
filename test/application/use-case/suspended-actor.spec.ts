// Whose account is suspended learns from no answer what exists.
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createMemoryWorld,
  type Person,
  type World,
  writeSuspendedUser,
} from '../../support/world.js';
import { createSampleRows } from '../support/sample-rows.js';
import { type UseCaseSampleIds, useCases } from '../support/use-cases.js';

let world: World;
let ada: Person;
let named: UseCaseSampleIds;
beforeAll(async () => {
  world = createMemoryWorld();
  ({ ada, named } = await createSampleRows(world));
  await writeSuspendedUser(world, ada.id);
});

const madeUp = '0123456789abcdef01234567';

describe.each(['user', 'reviewer'] as const)('a suspended %s', (kind) => {
  it.each(useCases)(
    'gets one answer from $name, whether the row exists or not',
    async (useCase) => {
      const actor = { kind, userId: ada.id };
      const answerTo = (ids: UseCaseSampleIds) =>
        useCase.call(world.guildhall, actor, useCase.validInput(ids));
      const toExisting = await answerTo(named);
      const ids = ['organizationId', 'userId', 'invitationId', 'appId', 'submissionId', 'keyId'];
      for (const id of ids) expect(await answerTo({ ...named, [id]: madeUp })).toEqual(toExisting);
    },
  );
});
