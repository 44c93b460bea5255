// Random apps, submissions and keys with so few ids, names and owners that they often conflict.
import fc from 'fast-check';
import {
  type App,
  appVisibilities,
  type EnforcementState,
  type StoreListing,
} from '../../../src/domain/app/app.js';
import type { HardwareType } from '../../../src/domain/app/hardware.js';
import {
  type Lane,
  lanes,
  openSubmissionStates,
  type Submission,
  type SubmissionState,
  submissionStates,
} from '../../../src/domain/review/submission.js';
import type { ApiKeyId } from '../../../src/domain/shared/ids.js';
import type { ResourceOwner } from '../../../src/domain/shared/resource-owner.js';
import { addSeconds } from '../../../src/domain/shared/time.js';
import {
  apiKey,
  apiKeyId,
  app,
  appId,
  publishedApp,
  submission,
} from '../../../src/testing/contract/app-fixtures.js';
import {
  displayNameOrThrow,
  emailWithKeyOrThrow,
  organizationId,
  userId,
} from '../../../src/testing/contract/fixtures.js';
import {
  emailOfPerson,
  type InsertChange,
  minuteTimes,
  smallNumber,
  smallNumbers,
  usuallyOr,
} from './random-values.js';

const enforcements = usuallyOr<EnforcementState>('none', 'suspended');

/** All fields but the live release and the name. */
const appStates: fc.Arbitrary<Partial<App>> = fc
  .tuple(
    smallNumber,
    usuallyOr(appVisibilities[2], appVisibilities[1]),
    enforcements,
    fc.subarray([...smallNumbers]),
    usuallyOr(false, true),
    fc.tuple(fc.nat(4), minuteTimes),
  )
  .map(([of, visibility, state, testers, isDelisted, [ending, when]]) => ({
    organizationId: organizationId(of),
    visibility,
    enforcement: { state },
    testers: testers.map((n) => emailWithKeyOrThrow(emailOfPerson(n))),
    ...(isDelisted ? { delistedAt: when } : {}),
    ...(ending < 2 ? { deletedAt: when } : {}),
    ...(ending < 1 ? { archivedAt: when } : {}),
  }));

const listings: fc.Arbitrary<Partial<StoreListing>> = fc
  .tuple(
    fc.constantFrom('Live Captions', 'Captions', 'Weather'),
    fc.subarray<HardwareType>(['CAMERA', 'IMU']),
  )
  .map(([title, needed]) => ({
    name: displayNameOrThrow(title),
    hardwareRequirements: needed.map((type) => ({ type, level: 'REQUIRED' }) as const),
  }));

const apps = fc
  .tuple(fc.nat(5), fc.nat(5), appStates, fc.option(listings, { nil: null }))
  .map(([n, named, state, listing]) => {
    const { packageName } = app(named);
    const about = { ...state, packageName };
    return listing === null ? app(n, about) : publishedApp(n, about, listing);
  });

const submissions = fc
  .tuple(
    fc.nat(8),
    fc.nat(5),
    fc.constantFrom(...openSubmissionStates, 'in_review', 'superseded', ...submissionStates),
    fc.constantFrom(...lanes),
    fc.tuple(smallNumber, smallNumber),
    fc.tuple(minuteTimes, minuteTimes),
  )
  .map(([n, of, state, lane, [owner, holder], [due, until]]) =>
    submission(n, app(of), {
      organizationId: organizationId(owner),
      ...queueFields(state, lane, due),
      ...(state === 'in_review'
        ? { lease: { holder: userId(holder), leaseToken: 1, until: addSeconds(until, 120) } }
        : {}),
      ...(state === 'approved' ? { approvedUntil: until } : {}),
      ...(state === 'superseded' ? { releasedAt: until } : {}),
    }),
  );

function queueFields(
  state: SubmissionState,
  lane: Lane,
  dueAt: Date,
): Pick<Submission, 'state' | 'lane' | 'dueAt'> {
  return { state, lane, dueAt };
}

const keyOwnerArbitrary: fc.Arbitrary<ResourceOwner> = fc
  .tuple(smallNumber, fc.boolean())
  .map(([n, isApp]) =>
    isApp
      ? { kind: 'app', appId: appId(n) }
      : { kind: 'organization', organizationId: organizationId(n) },
  );

const keys = fc.tuple(fc.nat(5), keyOwnerArbitrary).map(([n, owner]) => apiKey(n, owner));

export const appInserts: readonly fc.Arbitrary<InsertChange>[] = [
  apps.map((value) => ({ kind: 'insert', collection: 'apps', id: value.id, value })),
  submissions.map((value) => ({ kind: 'insert', collection: 'submissions', id: value.id, value })),
  keys.map((value) => ({ kind: 'insert', collection: 'apikeys', id: value.id, value })),
];

/** The recorded use of a key. */
export interface KeyUse {
  readonly id: ApiKeyId;
  readonly at: Date;
}

export const keyUses: fc.Arbitrary<KeyUse> = fc
  .tuple(fc.nat(5), minuteTimes, fc.nat(1))
  .map(([n, at, later]) => ({ id: apiKeyId(n), at: new Date(at.getTime() + later) }));
