// An app is submitted while another command changes it. At most one submission is open, and none of a deleted app.
import { describe, expect, it } from 'vitest';
import { isOpenSubmission } from '../../../src/domain/review/submission.js';
import { orThrow } from '../../../src/index.js';
import {
  claimApp,
  createReviewer,
  draftApp,
  submitApp,
  uniquePackageName,
  updateDraft,
} from '../../support/app-steps.js';
import { assertPresent, type World } from '../../support/world.js';
import {
  type GuardedRace,
  listSubmissions,
  loadApp,
  loadSubmission,
  testGuardedRaces,
} from '../support/guarded-races.js';
import { tookEffectAfterwards } from '../support/in-flight.js';
import { insertTeam } from '../support/organization-rows.js';
import { refusalOf, unexpectedAnswers } from '../support/race-outcomes.js';
import { answerWordOf, type Race, raceBackends } from '../support/races.js';
import { lookThenInsert, openUnconstrainedTable } from '../support/unconstrained-table.js';
import { findWrongMemberInfo } from './member-decision-info.js';

const eight = Array.from({ length: 8 }, (_, index) => index);

async function openOf(world: World, appId: string): Promise<readonly string[]> {
  const all = await listSubmissions(world, await loadApp(world, appId));
  return all.filter(isOpenSubmission).map(({ id }) => id);
}

const submittedByEight: Race = async (world) => {
  const { creator, appId, app } = await draftApp(world);
  const input = { appId, draftRevision: app.draft.revision };
  return {
    runners: eight.map(
      () =>
        ({ guildhall }) =>
          guildhall.submissions.submit(creator.actor, input),
    ),
    async findViolation(outcomes) {
      const [submissionId, ...others] = await openOf(world, appId);
      if (submissionId === undefined || others.length > 0) return `${others.length + 1} open`;
      const expectedRefusal = { code: 'submission_already_open', submissionId };
      const isMisled = outcomes.some(
        (one) =>
          answerWordOf(one) !== 'ok' &&
          JSON.stringify(refusalOf(one)) !== JSON.stringify(expectedRefusal),
      );
      return isMisled
        ? 'wrong refusal'
        : unexpectedAnswers(outcomes, '1 ok, 7 submission_already_open');
    },
  };
};

const createdByEight: Race = async ({ storage }) => {
  const teams = await Promise.all(eight.map(() => insertTeam(storage, 1)));
  const packageName = uniquePackageName();
  return {
    runners: teams.map(({ organizationId, admins }) => ({ guildhall }) => {
      const input = { organizationId, packageName, name: 'Captions' };
      return guildhall.apps.create(assertPresent(admins[0]).actor, input);
    }),
    async findViolation(outcomes) {
      const keyset = { limit: 5, after: null, skip: 0 };
      const lists = await Promise.all(
        teams.map(({ organizationId }) => storage.apps.listByOrganization(organizationId, keyset)),
      );
      const made = lists.flatMap(({ items }) => items);
      if (made.length !== 1) return `${made.length} apps`;
      return unexpectedAnswers(outcomes, '1 ok, 7 package_name_taken');
    },
  };
};

/** Counts open submissions right after the suspension. None may be added later. */
const submittedWhileSuspended: Race = async (world) => {
  const { creator, appId, app } = await draftApp(world);
  const by = await createReviewer(world);
  let seen = 1;
  return {
    runners: [
      ({ guildhall }) =>
        guildhall.submissions.submit(creator.actor, { appId, draftRevision: app.draft.revision }),
      async ({ guildhall }) => {
        const suspended = await guildhall.review.suspend(by, { appId, reason: said.text });
        seen = (await openOf(world, appId)).length;
        return suspended;
      },
    ],
    async findViolation(outcomes) {
      const open = (await openOf(world, appId)).length;
      if (open > seen) return tookEffectAfterwards;
      const { enforcement } = await loadApp(world, appId);
      if (enforcement.state !== 'suspended') return 'not suspended';
      return unexpectedAnswers(outcomes, open === 1 ? '2 ok' : '1 app_suspended, 1 ok');
    },
  };
};

const submittedWhileDeleted: Race = async (world) => {
  const { creator, appId, app } = await draftApp(world);
  return {
    runners: [
      ({ guildhall }) =>
        guildhall.submissions.submit(creator.actor, { appId, draftRevision: app.draft.revision }),
      ({ guildhall }) => guildhall.apps.delete(creator.actor, { appId }),
    ],
    async findViolation(outcomes) {
      const open = await openOf(world, appId);
      const { deletedAt } = await loadApp(world, appId);
      if (deletedAt !== undefined && open.length > 0) return 'deleted with an open submission';
      const lost = open.length > 0 ? '1 ok, 1 submission_already_open' : '1 app_deleted, 1 ok';
      return unexpectedAnswers(outcomes, lost);
    },
  };
};

const said = { reasons: ['misleading'], text: 'The pictures show another app.' } as const;

const resubmittedWhileWithdrawn: Race = async (world) => {
  const of = await claimApp(world, await submitApp(world));
  const { creator, decisionInput, by } = of;
  orThrow(await world.guildhall.review.requestChanges(by, { ...decisionInput, ...said }));
  const { draft } = await updateDraft(world, of, {
    description: 'Shows what is said, in large type.',
  });
  const { submissionId } = decisionInput;
  return {
    runners: [
      ({ guildhall }) =>
        guildhall.submissions.resubmit(creator.actor, {
          submissionId,
          draftRevision: draft.revision,
        }),
      ({ guildhall }) => guildhall.submissions.withdraw(creator.actor, { submissionId }),
    ],
    async findViolation(outcomes) {
      const before = await loadSubmission(world, submissionId);
      const open = await openOf(world, of.appId);
      const isResubmitted = answerWordOf(assertPresent(outcomes[0])) === 'ok';
      const expected = isResubmitted ? 'replaced and 1 open' : 'withdrawn and 0 open';
      const found = `${before.state} and ${open.length} open`;
      const wrong = unexpectedAnswers(outcomes, '1 already_decided, 1 ok');
      if (wrong !== null) return wrong;
      return found === expected ? findWrongMemberInfo(before, outcomes) : found;
    },
  };
};

/** Exactly the named revision is submitted, or none. */
const submittedWhileEdited: Race = async (world) => {
  const { creator, appId, app } = await draftApp(world);
  const { revision, manifest } = app.draft;
  const changes = { description: 'Shows what is said, and by whom.' };
  return {
    runners: [
      ({ guildhall }) =>
        guildhall.submissions.submit(creator.actor, { appId, draftRevision: revision }),
      ({ guildhall }) =>
        guildhall.apps.updateDraft(creator.actor, { appId, expectedRevision: revision, changes }),
    ],
    async findViolation(outcomes) {
      const { draft } = await loadApp(world, appId);
      if (draft.manifest.description !== changes.description) return 'not edited';
      const [submissionId] = await openOf(world, appId);
      if (submissionId === undefined) return unexpectedAnswers(outcomes, '1 draft_conflict, 1 ok');
      const { snapshot } = await loadSubmission(world, submissionId);
      if (snapshot.manifest.description !== manifest.description) return 'another revision';
      return unexpectedAnswers(outcomes, '2 ok');
    },
  };
};

const races: readonly GuardedRace[] = [
  {
    name: 'submitting, and suspending the app',
    race: submittedWhileSuspended,
    expectedViolation: tookEffectAfterwards,
  },
  {
    name: 'submitting, and deleting the app',
    race: submittedWhileDeleted,
    expectedViolation: 'deleted with an open submission',
  },
  {
    name: 'resubmitting, and withdrawing',
    race: resubmittedWhileWithdrawn,
    expectedViolation: '2 ok',
  },
  {
    name: 'submitting, and editing the draft',
    race: submittedWhileEdited,
    expectedViolation: 'not edited',
  },
];

const ofMany = [
  { what: '8 who submit one draft make one submission', race: submittedByEight, key: 'open' },
  { what: '8 who want one package name make one app', race: createdByEight, key: 'app' },
] as const;

describe.each(raceBackends)('concurrent submissions on $name', (track) => {
  testGuardedRaces(races, track);

  it.each(ofMany)(
    '$what; without a unique constraint there is more than one',
    async ({ race, key }) => {
      expect((await track.runFew(race)).violations).toEqual({});
      expect(
        await lookThenInsert(await openUnconstrainedTable(track.name), key, 8),
      ).toBeGreaterThan(1);
    },
  );
});
