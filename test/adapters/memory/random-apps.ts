// Apps, submissions and keys over so few ids, names and owners that they are often in one another's way.
import fc from 'fast-check';
import type { KeyOwner } from '../../../src/domain/app/api-key.js';
import {
  type App,
  appVisibilities,
  type EnforcementState,
  type Listing,
} from '../../../src/domain/app/app.js';
import type { HardwareType } from '../../../src/domain/app/hardware.js';
import {
  type Lane,
  lanes,
  openStates,
  type Submission,
  type SubmissionState,
  submissionStates,
} from '../../../src/domain/review/submission.js';
import type { ApiKeyId } from '../../../src/domain/shared/ids.js';
import { secondsAfter } from '../../../src/domain/shared/time.js';
import { email, name, organizationId, userId } from '../../../src/testing/contract/specimens.js';
import {
  apiKey,
  apiKeyId,
  app,
  appId,
  publishedApp,
  submission,
} from '../../../src/testing/contract/specimens-of-apps.js';
import { address, type Insert, minutes, mostly, numbers, small } from './random-values.js';

const enforcements = mostly<EnforcementState>('none', 'suspended');

/** All but the live release and the name. */
const states: fc.Arbitrary<Partial<App>> = fc
  .tuple(
    small,
    mostly(appVisibilities[2], appVisibilities[1]),
    enforcements,
    fc.subarray([...numbers]),
    mostly(false, true),
    fc.tuple(fc.nat(4), minutes),
  )
  .map(([of, visibility, state, testers, isDelisted, [ending, when]]) => ({
    organizationId: organizationId(of),
    visibility,
    enforcement: { state },
    testers: testers.map((n) => email(address(n))),
    ...(isDelisted ? { delistedAt: when } : {}),
    ...(ending < 2 ? { deletedAt: when } : {}),
    ...(ending < 1 ? { archivedAt: when } : {}),
  }));

const listings: fc.Arbitrary<Partial<Listing>> = fc
  .tuple(
    fc.constantFrom('Live Captions', 'Captions', 'Weather'),
    fc.subarray<HardwareType>(['CAMERA', 'IMU']),
  )
  .map(([title, needed]) => ({
    name: name(title),
    hardwareRequirements: needed.map((type) => ({ type, level: 'REQUIRED' }) as const),
  }));

const apps = fc
  .tuple(fc.nat(5), fc.nat(5), states, fc.option(listings, { nil: null }))
  .map(([n, named, state, listing]) => {
    const { packageName } = app(named);
    const about = { ...state, packageName };
    return listing === null ? app(n, about) : publishedApp(n, about, listing);
  });

const submissions = fc
  .tuple(
    fc.nat(8),
    fc.nat(5),
    fc.constantFrom(...openStates, 'in_review', 'superseded', ...submissionStates),
    fc.constantFrom(...lanes),
    fc.tuple(small, small),
    fc.tuple(minutes, minutes),
  )
  .map(([n, of, state, lane, [owner, holder], [due, until]]) =>
    submission(n, app(of), {
      organizationId: organizationId(owner),
      ...standing(state, lane, due),
      ...(state === 'in_review'
        ? { lease: { holder: userId(holder), token: 1, until: secondsAfter(until, 120) } }
        : {}),
      ...(state === 'approved' ? { approvedUntil: until } : {}),
      ...(state === 'superseded' ? { releasedAt: until } : {}),
    }),
  );

function standing(
  state: SubmissionState,
  lane: Lane,
  dueAt: Date,
): Pick<Submission, 'state' | 'lane' | 'dueAt'> {
  return { state, lane, dueAt };
}

const owners: fc.Arbitrary<KeyOwner> = fc
  .tuple(small, fc.boolean())
  .map(([n, isApp]) =>
    isApp
      ? { kind: 'app', appId: appId(n) }
      : { kind: 'organization', organizationId: organizationId(n) },
  );

const keys = fc.tuple(fc.nat(5), owners).map(([n, owner]) => apiKey(n, owner));

export const insertsOfApps: readonly fc.Arbitrary<Insert>[] = [
  apps.map((value) => ({ kind: 'insert', collection: 'apps', id: value.id, value })),
  submissions.map((value) => ({ kind: 'insert', collection: 'submissions', id: value.id, value })),
  keys.map((value) => ({ kind: 'insert', collection: 'apikeys', id: value.id, value })),
];

/** The use of a key at some time. */
export interface Use {
  readonly id: ApiKeyId;
  readonly at: Date;
}

export const uses: fc.Arbitrary<Use> = fc
  .tuple(fc.nat(5), minutes, fc.nat(1))
  .map(([n, at, later]) => ({ id: apiKeyId(n), at: new Date(at.getTime() + later) }));
