// An app is submitted while something else becomes of it: one submission is open at most, and of nothing that is gone.
import { describe, expect, it } from 'vitest';
import { isOpen } from '../../../src/domain/review/submission.js';
import { orThrow } from '../../../src/index.js';
import {
  claimed,
  drafted,
  freshPackageName,
  nextVersion,
  reviewer,
  submitted,
} from '../../support/apps.js';
import { present, type World } from '../../support/guildhall.js';
import {
  appIn,
  type GuardedRace,
  itHolds,
  submissionIn,
  submissionsOf,
} from '../support/app-races.js';
import { landedAfterwards } from '../support/in-flight.js';
import { lookThenInsert, looseTable } from '../support/loose-table.js';
import { answer, type Race, tracks } from '../support/races.js';
import { team } from '../support/rows.js';
import { refusalOf, unlessAnswered } from '../support/verdicts.js';
import { misinformedMembers } from './told-members.js';

const eight = Array.from({ length: 8 }, (_, index) => index);

async function openOf(world: World, appId: string): Promise<readonly string[]> {
  const all = await submissionsOf(world, await appIn(world, appId));
  return all.filter(isOpen).map(({ id }) => id);
}

const submittedByEight: Race = async (world) => {
  const { founder, appId, app } = await drafted(world);
  const input = { appId, draftRevision: app.draft.revision };
  return {
    runners: eight.map(
      () =>
        ({ guildhall }) =>
          guildhall.submissions.submit(founder.actor, input),
    ),
    async verdict(outcomes) {
      const [submissionId, ...others] = await openOf(world, appId);
      if (submissionId === undefined || others.length > 0) return `${others.length + 1} open`;
      const told = { code: 'submission_already_open', submissionId };
      const isMisled = outcomes.some(
        (one) => answer(one) !== 'ok' && JSON.stringify(refusalOf(one)) !== JSON.stringify(told),
      );
      return isMisled
        ? 'told of another'
        : unlessAnswered(outcomes, '1 ok, 7 submission_already_open');
    },
  };
};

const createdByEight: Race = async ({ storage }) => {
  const teams = await Promise.all(eight.map(() => team(storage, 1)));
  const packageName = freshPackageName();
  return {
    runners: teams.map(({ organizationId, admins }) => ({ guildhall }) => {
      const input = { organizationId, packageName, name: 'Captions' };
      return guildhall.apps.create(present(admins[0]).actor, input);
    }),
    async verdict(outcomes) {
      const keyset = { limit: 5, after: null, skip: 0 };
      const lists = await Promise.all(
        teams.map(({ organizationId }) => storage.apps.listByOrganization(organizationId, keyset)),
      );
      const made = lists.flatMap(({ items }) => items);
      if (made.length !== 1) return `${made.length} apps`;
      return unlessAnswered(outcomes, '1 ok, 7 package_name_taken');
    },
  };
};

/** Whoever has suspended looks: what was not submitted by then is not. */
const submittedWhileSuspended: Race = async (world) => {
  const { founder, appId, app } = await drafted(world);
  const by = await reviewer(world);
  let seen = 1;
  return {
    runners: [
      ({ guildhall }) =>
        guildhall.submissions.submit(founder.actor, { appId, draftRevision: app.draft.revision }),
      async ({ guildhall }) => {
        const suspended = await guildhall.review.suspend(by, { appId, reason: said.text });
        seen = (await openOf(world, appId)).length;
        return suspended;
      },
    ],
    async verdict(outcomes) {
      const open = (await openOf(world, appId)).length;
      if (open > seen) return landedAfterwards;
      const { enforcement } = await appIn(world, appId);
      if (enforcement.state !== 'suspended') return 'not suspended';
      return unlessAnswered(outcomes, open === 1 ? '2 ok' : '1 app_suspended, 1 ok');
    },
  };
};

const submittedWhileDeleted: Race = async (world) => {
  const { founder, appId, app } = await drafted(world);
  return {
    runners: [
      ({ guildhall }) =>
        guildhall.submissions.submit(founder.actor, { appId, draftRevision: app.draft.revision }),
      ({ guildhall }) => guildhall.apps.delete(founder.actor, { appId }),
    ],
    async verdict(outcomes) {
      const open = await openOf(world, appId);
      const { deletedAt } = await appIn(world, appId);
      if (deletedAt !== undefined && open.length > 0) return 'deleted with an open submission';
      const lost = open.length > 0 ? '1 ok, 1 submission_already_open' : '1 app_deleted, 1 ok';
      return unlessAnswered(outcomes, lost);
    },
  };
};

const said = { reasons: ['misleading'], text: 'The pictures show another app.' } as const;

const resubmittedWhileWithdrawn: Race = async (world) => {
  const of = await claimed(world, await submitted(world));
  const { founder, verdict, by } = of;
  orThrow(await world.guildhall.review.requestChanges(by, { ...verdict, ...said }));
  const { draft } = await nextVersion(world, of, { description: 'Shows what is said, mended.' });
  const { submissionId } = verdict;
  return {
    runners: [
      ({ guildhall }) =>
        guildhall.submissions.resubmit(founder.actor, {
          submissionId,
          draftRevision: draft.revision,
        }),
      ({ guildhall }) => guildhall.submissions.withdraw(founder.actor, { submissionId }),
    ],
    async verdict(outcomes) {
      const before = await submissionIn(world, submissionId);
      const open = await openOf(world, of.appId);
      const isResubmitted = answer(present(outcomes[0])) === 'ok';
      const expected = isResubmitted ? 'replaced and 1 open' : 'withdrawn and 0 open';
      const found = `${before.state} and ${open.length} open`;
      const wrong = unlessAnswered(outcomes, '1 already_decided, 1 ok');
      if (wrong !== null) return wrong;
      return found === expected ? misinformedMembers(before, outcomes) : found;
    },
  };
};

/** Submitted is the revision that was named, or nothing. */
const submittedWhileEdited: Race = async (world) => {
  const { founder, appId, app } = await drafted(world);
  const { revision, manifest } = app.draft;
  const changes = { description: 'Shows what is said, and by whom.' };
  return {
    runners: [
      ({ guildhall }) =>
        guildhall.submissions.submit(founder.actor, { appId, draftRevision: revision }),
      ({ guildhall }) =>
        guildhall.apps.updateDraft(founder.actor, { appId, expectedRevision: revision, changes }),
    ],
    async verdict(outcomes) {
      const { draft } = await appIn(world, appId);
      if (draft.manifest.description !== changes.description) return 'not edited';
      const [submissionId] = await openOf(world, appId);
      if (submissionId === undefined) return unlessAnswered(outcomes, '1 draft_conflict, 1 ok');
      const { snapshot } = await submissionIn(world, submissionId);
      if (snapshot.manifest.description !== manifest.description) return 'another revision';
      return unlessAnswered(outcomes, '2 ok');
    },
  };
};

const races: readonly GuardedRace[] = [
  {
    name: 'submitting, and suspending the app',
    race: submittedWhileSuspended,
    broken: landedAfterwards,
  },
  {
    name: 'submitting, and deleting the app',
    race: submittedWhileDeleted,
    broken: 'deleted with an open submission',
  },
  { name: 'resubmitting, and withdrawing', race: resubmittedWhileWithdrawn, broken: '2 ok' },
  { name: 'submitting, and editing the draft', race: submittedWhileEdited, broken: 'not edited' },
];

const ofMany = [
  { what: '8 who submit one draft make one submission', race: submittedByEight, key: 'open' },
  { what: '8 who want one package name make one app', race: createdByEight, key: 'app' },
] as const;

describe.each(tracks)('submitting at once on $name', (track) => {
  itHolds(races, track);

  it.each(ofMany)('$what; looking and inserting makes more of one', async ({ race, key }) => {
    expect((await track.few(race)).wrong).toEqual({});
    expect(await lookThenInsert(await looseTable(track.name), key, 8)).toBeGreaterThan(1);
  });
});
