// An app is released while another command changes it. The app always points to its one released submission, or to none
// if none is released.
import { describe } from 'vitest';
import { isPublished } from '../../../src/domain/app/store-listing.js';
import {
  approveApp,
  claimApp,
  createReviewer,
  releaseApp,
  releaseUpdate,
  submitApp,
  updateDraft,
} from '../../support/app-steps.js';
import { assertPresent, createOrganization } from '../../support/world.js';
import {
  findLiveReleaseFault,
  type GuardedRace,
  loadApp,
  loadSubmission,
  testGuardedRaces,
} from '../support/guarded-races.js';
import { tookEffectAfterwards } from '../support/in-flight.js';
import { unexpectedAnswers } from '../support/race-outcomes.js';
import { type Race, raceBackends } from '../support/races.js';
import { findWrongMemberInfo } from './member-decision-info.js';

const reason = 'It listens though nobody has asked it to.';
const grounds = { reasons: ['privacy'], text: reason } as const;

const releasedWhileRevoked: Race = async (world) => {
  const { creator, appId, decisionInput } = await approveApp(world);
  const { submissionId } = decisionInput;
  const by = await createReviewer(world);
  return {
    runners: [
      ({ guildhall }) => guildhall.submissions.release(creator.actor, { submissionId }),
      ({ guildhall }) => guildhall.review.revoke(by, { submissionId, ...grounds }),
    ],
    async findViolation(outcomes) {
      const [after, { live }] = [
        await loadSubmission(world, submissionId),
        await loadApp(world, appId),
      ];
      if (live !== undefined) return 'live though revoked';
      if (after.state !== 'revoked') return `revoked, and ${after.state}`;
      const wrong = unexpectedAnswers(outcomes, '2 ok', '1 already_decided, 1 ok');
      return wrong ?? findWrongMemberInfo(after, outcomes);
    },
  };
};

/** An app moves only after its release: the old organization cannot release it afterwards. */
const releasedWhileMoved: Race = async (world) => {
  const { creator, appId, decisionInput } = await approveApp(world);
  const { submissionId } = decisionInput;
  const { id: toOrganizationId } = await createOrganization(world, creator);
  return {
    runners: [
      ({ guildhall }) => guildhall.submissions.release(creator.actor, { submissionId }),
      ({ guildhall }) => guildhall.apps.move(creator.actor, { appId, toOrganizationId }),
    ],
    async findViolation(outcomes) {
      const app = await loadApp(world, appId);
      const isMoved = app.organizationId === toOrganizationId;
      if (isMoved && app.live === undefined) return 'moved without its release';
      const wrong = unexpectedAnswers(
        outcomes,
        isMoved ? '2 ok' : '1 ok, 1 submission_already_open',
      );
      return wrong ?? findLiveReleaseFault(world, appId);
    },
  };
};

/** Reads the app right after the suspension. It may not be released later, and in the end the store does not show it. */
const releasedWhileSuspended: Race = async (world) => {
  const { creator, appId, decisionInput } = await approveApp(world);
  const { submissionId } = decisionInput;
  const by = await createReviewer(world);
  let wasLive = true;
  const isLive = async () => (await loadApp(world, appId)).live !== undefined;
  return {
    runners: [
      ({ guildhall }) => guildhall.submissions.release(creator.actor, { submissionId }),
      async ({ guildhall }) => {
        const suspended = await guildhall.review.suspend(by, { appId, reason });
        wasLive = await isLive();
        return suspended;
      },
    ],
    async findViolation(outcomes) {
      const app = await loadApp(world, appId);
      if (app.enforcement.state !== 'suspended') return 'not suspended';
      if (isPublished(app)) return 'published though suspended';
      if (!wasLive && app.live !== undefined) return tookEffectAfterwards;
      const wrong = unexpectedAnswers(outcomes, wasLive ? '2 ok' : '1 app_suspended, 1 ok');
      return wrong ?? findLiveReleaseFault(world, appId);
    },
  };
};

/** In either order the update is live in the end, and the release before it is revoked. `versions`: the earlier releases. */
function updateWhileRevoked(versions: readonly string[]): Race {
  return async (world) => {
    let live = await releaseApp(world);
    for (const version of versions) live = await releaseUpdate(world, live, version);
    const { creator, appId } = live;
    const revoked = (await loadApp(world, appId)).live?.submissionId;
    await updateDraft(world, live, { version: '2.0.0' });
    const { decisionInput } = await approveApp(
      world,
      await claimApp(world, await submitApp(world, live)),
    );
    const { submissionId } = decisionInput;
    const by = await createReviewer(world);
    return {
      runners: [
        ({ guildhall }) => guildhall.submissions.release(creator.actor, { submissionId }),
        ({ guildhall }) =>
          guildhall.review.revoke(by, { submissionId: assertPresent(revoked), ...grounds }),
      ],
      async findViolation(outcomes) {
        const stray = await findLiveReleaseFault(world, appId);
        if (stray !== null) return stray;
        const [update, before, app] = [
          await loadSubmission(world, submissionId),
          await loadSubmission(world, assertPresent(revoked)),
          await loadApp(world, appId),
        ];
        if (app.live?.submissionId !== submissionId) return 'the update is not live';
        const found = `${update.state} and ${before.state}`;
        return found === 'released and revoked' ? unexpectedAnswers(outcomes, '2 ok') : found;
      },
    };
  };
}

const races: readonly GuardedRace[] = [
  {
    name: 'releasing, and revoking the approval',
    race: releasedWhileRevoked,
    expectedViolation: 'live though revoked',
  },
  {
    name: 'releasing, and moving the app',
    race: releasedWhileMoved,
    expectedViolation: 'moved without its release',
    isRare: true,
  },
  {
    name: 'releasing, and suspending the app',
    race: releasedWhileSuspended,
    expectedViolation: 'not suspended',
  },
  {
    name: 'releasing an update, and revoking what is live',
    race: updateWhileRevoked([]),
    expectedViolation: 'another one is live',
  },
  {
    name: 'releasing an update, and revoking what is live, with one to fall back on',
    race: updateWhileRevoked(['1.1.0']),
    expectedViolation: '2 are released',
  },
];

describe.each(raceBackends)('concurrent releases on $name', (track) =>
  testGuardedRaces(races, track),
);
