// An app is released while the platform or its organization does something else with it: the app points at the one
// submission that is released, if any is.
import { describe } from 'vitest';
import { isPublished } from '../../../src/domain/app/app.js';
import {
  approved,
  claimed,
  nextVersion,
  released,
  reviewer,
  submitted,
  updated,
} from '../../support/apps.js';
import { organizationOf, present } from '../../support/guildhall.js';
import {
  appIn,
  type GuardedRace,
  itHolds,
  strayPointer,
  submissionIn,
} from '../support/app-races.js';
import { landedAfterwards } from '../support/in-flight.js';
import { type Race, tracks } from '../support/races.js';
import { unlessAnswered } from '../support/verdicts.js';
import { misinformedMembers } from './told-members.js';

const reason = 'It listens though nobody has asked it to.';
const grounds = { reasons: ['privacy'], text: reason } as const;

const releasedWhileRevoked: Race = async (world) => {
  const { founder, appId, verdict } = await approved(world);
  const { submissionId } = verdict;
  const by = await reviewer(world);
  return {
    runners: [
      ({ guildhall }) => guildhall.submissions.release(founder.actor, { submissionId }),
      ({ guildhall }) => guildhall.review.revoke(by, { submissionId, ...grounds }),
    ],
    async verdict(outcomes) {
      const [after, { live }] = [
        await submissionIn(world, submissionId),
        await appIn(world, appId),
      ];
      if (live !== undefined) return 'live though revoked';
      if (after.state !== 'revoked') return `revoked, and ${after.state}`;
      const wrong = unlessAnswered(outcomes, '2 ok', '1 already_decided, 1 ok');
      return wrong ?? misinformedMembers(after, outcomes);
    },
  };
};

/** Nothing moves while it may be released: what moves is released, and nobody releases for those whose app it was. */
const releasedWhileMoved: Race = async (world) => {
  const { founder, appId, verdict } = await approved(world);
  const { submissionId } = verdict;
  const { id: toOrganizationId } = await organizationOf(world, founder);
  return {
    runners: [
      ({ guildhall }) => guildhall.submissions.release(founder.actor, { submissionId }),
      ({ guildhall }) => guildhall.apps.move(founder.actor, { appId, toOrganizationId }),
    ],
    async verdict(outcomes) {
      const app = await appIn(world, appId);
      const isMoved = app.organizationId === toOrganizationId;
      if (isMoved && app.live === undefined) return 'moved without its release';
      const wrong = unlessAnswered(outcomes, isMoved ? '2 ok' : '1 ok, 1 submission_already_open');
      return wrong ?? strayPointer(world, appId);
    },
  };
};

/** Whoever has suspended looks: what was not released by then is not, and in the end nobody finds the app. */
const releasedWhileSuspended: Race = async (world) => {
  const { founder, appId, verdict } = await approved(world);
  const { submissionId } = verdict;
  const by = await reviewer(world);
  let wasLive = true;
  const isLive = async () => (await appIn(world, appId)).live !== undefined;
  return {
    runners: [
      ({ guildhall }) => guildhall.submissions.release(founder.actor, { submissionId }),
      async ({ guildhall }) => {
        const suspended = await guildhall.review.suspend(by, { appId, reason });
        wasLive = await isLive();
        return suspended;
      },
    ],
    async verdict(outcomes) {
      const app = await appIn(world, appId);
      if (app.enforcement.state !== 'suspended') return 'not suspended';
      if (isPublished(app)) return 'published though suspended';
      if (!wasLive && app.live !== undefined) return landedAfterwards;
      const wrong = unlessAnswered(outcomes, wasLive ? '2 ok' : '1 app_suspended, 1 ok');
      return wrong ?? strayPointer(world, appId);
    },
  };
};

/** In either order the update is live in the end, and what it replaces is revoked. `versions`: those released before. */
function updateWhileRevoked(versions: readonly string[]): Race {
  return async (world) => {
    let live = await released(world);
    for (const version of versions) live = await updated(world, live, version);
    const { founder, appId } = live;
    const revoked = (await appIn(world, appId)).live?.submissionId;
    await nextVersion(world, live, { version: '2.0.0' });
    const { verdict } = await approved(world, await claimed(world, await submitted(world, live)));
    const { submissionId } = verdict;
    const by = await reviewer(world);
    return {
      runners: [
        ({ guildhall }) => guildhall.submissions.release(founder.actor, { submissionId }),
        ({ guildhall }) =>
          guildhall.review.revoke(by, { submissionId: present(revoked), ...grounds }),
      ],
      async verdict(outcomes) {
        const stray = await strayPointer(world, appId);
        if (stray !== null) return stray;
        const [update, before, app] = [
          await submissionIn(world, submissionId),
          await submissionIn(world, present(revoked)),
          await appIn(world, appId),
        ];
        if (app.live?.submissionId !== submissionId) return 'the update is not live';
        const found = `${update.state} and ${before.state}`;
        return found === 'released and revoked' ? unlessAnswered(outcomes, '2 ok') : found;
      },
    };
  };
}

const races: readonly GuardedRace[] = [
  {
    name: 'releasing, and revoking the approval',
    race: releasedWhileRevoked,
    broken: 'live though revoked',
  },
  {
    name: 'releasing, and moving the app',
    race: releasedWhileMoved,
    broken: 'moved without its release',
    isRare: true,
  },
  {
    name: 'releasing, and suspending the app',
    race: releasedWhileSuspended,
    broken: 'not suspended',
  },
  {
    name: 'releasing an update, and revoking what is live',
    race: updateWhileRevoked([]),
    broken: 'another one is live',
  },
  {
    name: 'releasing an update, and revoking what is live, with one to fall back on',
    race: updateWhileRevoked(['1.1.0']),
    broken: '2 are released',
  },
];

describe.each(tracks)('releasing at once on $name', (track) => itHolds(races, track));
