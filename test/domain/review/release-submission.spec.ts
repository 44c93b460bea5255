// What a release makes live, and when it is refused.
import { describe, expect, it } from 'vitest';
import { storeListingOfSnapshot } from '../../../src/domain/app/store-listing.js';
import { releaseSubmission } from '../../../src/domain/review/release-submission.js';
import { now, secondsLater, toDisplayName, userIdOf } from '../support/samples.js';
import { day, snapshotOf, submissionInState } from './support/review-samples.js';
import { appWithLiveSubmission, appWithoutLiveSubmission } from './support/submission-commands.js';

const at = secondsLater(2 * day);
const colleague = userIdOf(2);

describe('a release', () => {
  const approved = submissionInState(
    'approved',
    { snapshot: snapshotOf({ name: toDisplayName('Two') }) },
    2,
  );

  it('makes exactly the approved snapshot live', () => {
    const app = appWithoutLiveSubmission(approved);
    const released = {
      ...approved,
      state: 'released',
      releasedAt: at,
      lastOutcome: { command: 'release', at, by: colleague },
      updatedAt: at,
    };
    expect(releaseSubmission(app, approved, null, colleague, at)).toStrictEqual({
      ok: true,
      value: {
        submission: released,
        app: {
          ...app,
          live: {
            submissionId: approved.id,
            revision: 2,
            digest: approved.digest,
            releasedAt: at,
            listing: storeListingOfSnapshot(approved.snapshot),
            serverHosts: ['captions.mentra.glass'],
          },
          updatedAt: at,
        },
        superseded: null,
      },
    });
  });

  it('contains only the fields that the store shows', () => {
    const done = releaseSubmission(
      appWithoutLiveSubmission(approved),
      approved,
      null,
      colleague,
      at,
    );
    if (!done.ok) throw new Error('it was approved');
    expect(Object.keys(done.value.app.live?.listing ?? {}).sort()).toEqual(
      `appType description hardwareRequirements logoUrl name permissions previewImages
        privacyPolicyUrl publisher supportUrl version`.split(/\s+/),
    );
  });

  it('supersedes the live release, which can become live again', () => {
    const before = submissionInState('released');
    const done = releaseSubmission(appWithLiveSubmission(before), approved, before, null, at);
    expect(done).toMatchObject({
      ok: true,
      value: {
        app: { live: { submissionId: approved.id } },
        superseded: {
          ...before,
          state: 'superseded',
          lastOutcome: { command: 'supersede', at },
          updatedAt: at,
        },
      },
    });
    if (done.ok) expect(done.value.superseded?.releasedAt).toEqual(before.releasedAt);
  });

  it.each(['suspended', 'taken_down'] as const)('is refused for an app that is %s', (state) => {
    const kept = { ...appWithoutLiveSubmission(approved), enforcement: { state } };
    expect(releaseSubmission(kept, approved, null, colleague, at)).toEqual({
      ok: false,
      refusal: { code: 'app_suspended', path: ['appId'] },
    });
  });

  it('is possible for an app that is warned or delisted', () => {
    const app = {
      ...appWithoutLiveSubmission(approved),
      enforcement: { state: 'warned' },
      delistedAt: now,
    } as const;
    expect(releaseSubmission(app, approved, null, colleague, at).ok).toBe(true);
  });
});
