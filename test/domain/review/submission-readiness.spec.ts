// When a draft can be submitted, and its issues if it cannot.
import { describe, expect, it } from 'vitest';
import type { App } from '../../../src/domain/app/app.js';
import { emptyManifest, type Manifest } from '../../../src/domain/app/manifest.js';
import {
  readinessIssues,
  type SubmissionCandidate,
} from '../../../src/domain/review/submission-readiness.js';
import { issueText, toAppVersion } from '../app/support/app-samples.js';
import { toDisplayName } from '../support/samples.js';
import {
  appOf,
  digestOf,
  manifestOf,
  snapshotOf,
  submissionInState,
} from './support/review-samples.js';
import { appWithLiveSubmission } from './support/submission-commands.js';

const ready: SubmissionCandidate = {
  app: appOf(),
  snapshot: snapshotOf(),
  digest: digestOf(5),
  isContactVerified: true,
  changesRequestedDigest: null,
};
const faults = (change: Partial<SubmissionCandidate>): string[] =>
  readinessIssues({ ...ready, ...change }).map(issueText);
const withManifest = (manifest: Manifest): Partial<SubmissionCandidate> => ({
  snapshot: { ...ready.snapshot, manifest },
});
const withDraft = (change: Partial<Manifest>): Partial<SubmissionCandidate> =>
  withManifest(manifestOf(change));

/** An app with this live version, at digest 1. */
function appWithLive(change: Partial<Manifest>): App {
  return appWithLiveSubmission(submissionInState('released', { snapshot: snapshotOf(change) }));
}

describe('a draft is ready', () => {
  it('for its first release if nothing is missing', () => {
    expect(readinessIssues(ready)).toEqual([]);
  });

  it('if its version is higher than the live one', () => {
    const app = appWithLive({ version: toAppVersion('1.0.0') });
    expect(faults({ app, ...withDraft({ version: toAppVersion('1.0.1') }) })).toEqual([]);
    expect(faults({ app, ...withDraft({ version: toAppVersion('2.0.0-beta.1') }) })).toEqual([]);
  });

  it('without permissions, images, tools, settings, a webview and onboarding instructions', () => {
    expect(faults(withDraft({ permissions: [] }))).toEqual([]);
  });
});

describe('a draft is not ready', () => {
  it('before the contact address of the organization is verified', () => {
    expect(faults({ isContactVerified: false })).toEqual([
      'contact_email_not_verified organization.profile.contactEmail',
    ]);
  });

  it.each(['private', 'organization'] as const)(
    'while the visibility of its app is %s',
    (visibility) => {
      expect(faults({ app: appOf({ visibility }) })).toEqual(['not_public visibility']);
    },
  );

  it.each([
    'description',
    'version',
    'publicUrl',
    'logoUrl',
    'privacyPolicyUrl',
    'supportUrl',
  ] as const)('without its %s', (field) => {
    const { [field]: _left, ...manifest } = manifestOf();
    expect(faults(withManifest(manifest))).toEqual([`missing draft.${field}`]);
  });

  it('with a permission without a reason', () => {
    const permissions = [
      { type: 'CALENDAR', reason: 'To name the meeting.', required: false },
      { type: 'CAMERA', required: true },
      { type: 'MICROPHONE', required: false },
    ] as const;
    expect(faults(withDraft({ permissions }))).toEqual([
      'missing draft.permissions.1.reason',
      'missing draft.permissions.2.reason',
    ]);
  });

  it('with the permission ALL, with or without a reason', () => {
    for (const reason of [{}, { reason: 'For everything.' }]) {
      const permissions = [{ type: 'ALL', required: true, ...reason }] as const;
      expect(faults(withDraft({ permissions }))).toEqual(['permission_all draft.permissions.0']);
    }
  });

  it.each([
    ['1.2.3', '1.2.3'],
    ['1.2.3', '1.2.2'],
    ['1.2.3', '1.2.3-rc.1'],
    ['1.2.3', '1.2.3+build.7'],
    ['1.10.0', '1.9.0'],
  ])('if version %s is live and its version is %s', (live, draft) => {
    const app = appWithLive({ version: toAppVersion(live) });
    expect(faults({ app, ...withDraft({ version: toAppVersion(draft) }) })).toEqual([
      'version_not_higher draft.version',
    ]);
  });

  it('if nothing has changed since the live release or since it was sent back', () => {
    const app = appWithLive({ version: toAppVersion('0.9.0') });
    expect(faults({ app, digest: digestOf(1) })).toEqual(['nothing_changed draft']);
    expect(faults({ changesRequestedDigest: digestOf(5) })).toEqual(['nothing_changed draft']);
    expect(faults({ changesRequestedDigest: digestOf(4) })).toEqual([]);
    expect(faults({ app, digest: digestOf(1), changesRequestedDigest: digestOf(1) })).toHaveLength(
      1,
    );
  });
});

describe('the issues of a draft', () => {
  const issues = readinessIssues({
    app: {
      ...appWithLive({ version: toAppVersion('3.0.0') }),
      visibility: 'private',
    },
    snapshot: {
      ...ready.snapshot,
      manifest: {
        ...emptyManifest(toDisplayName('Captions')),
        version: toAppVersion('3.0.0'),
        permissions: [
          { type: 'ALL', required: true },
          { type: 'CAMERA', required: true },
        ],
      },
    },
    digest: digestOf(1),
    isContactVerified: false,
    changesRequestedDigest: digestOf(1),
  });

  it('are listed all at once, each with a code and a path', () => {
    expect(issues.map(issueText)).toEqual([
      'contact_email_not_verified organization.profile.contactEmail',
      'not_public visibility',
      'missing draft.description',
      'missing draft.publicUrl',
      'missing draft.logoUrl',
      'missing draft.privacyPolicyUrl',
      'missing draft.supportUrl',
      'permission_all draft.permissions.0',
      'missing draft.permissions.1.reason',
      'version_not_higher draft.version',
      'nothing_changed draft',
    ]);
  });

  it('have messages for people', () => {
    const sentences = issues.map(({ message }) => message);
    for (const sentence of sentences) expect(sentence).toMatch(/^\S.{15,}[^.]$/);
    expect(new Set(sentences).size).toBe(sentences.length);
  });
});
