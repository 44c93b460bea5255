// Checks whether a draft can be submitted. It lists all problems at once, not only the first.

import type { App, AppSnapshot } from '../app/app.js';
import { compareVersions } from '../app/app-version.js';
import type { Manifest } from '../app/manifest.js';
import { createIssue } from '../app/manifest-issues.js';
import type { SnapshotDigest } from '../app/snapshot-digest.js';
import type { Issue } from '../shared/refusal.js';

export interface SubmissionCandidate {
  readonly app: Pick<App, 'live' | 'visibility'>;
  readonly snapshot: AppSnapshot;
  readonly digest: SnapshotDigest;
  /** Whether the organization's contact address is verified. */
  readonly isContactVerified: boolean;
  /** For a resubmission, the digest of the snapshot for which a reviewer requested changes; else null. */
  readonly changesRequestedDigest: SnapshotDigest | null;
}

/** All problems of the candidate, each with a stable code and the path of its field. Empty if it can be submitted. */
export function readinessIssues(candidate: SubmissionCandidate): readonly Issue[] {
  const { manifest } = candidate.snapshot;
  return [
    ...contactAndVisibilityIssues(candidate),
    ...missingFieldIssues(manifest), // REV-14
    ...permissionIssues(manifest), // REV-19
    ...versionNotHigherIssues(candidate),
    ...nothingChangedIssues(candidate),
  ];
}

function contactAndVisibilityIssues({
  isContactVerified,
  app,
}: SubmissionCandidate): readonly Issue[] {
  return [
    .../* REV-12 */ (isContactVerified
      ? []
      : [
          createIssue(
            'contact_email_not_verified',
            ['organization', 'profile', 'contactEmail'],
            'the contact address of the organization is not verified; verify it or set one that is',
          ),
        ]),
    .../* REV-13 */ (app.visibility === 'public'
      ? []
      : [
          createIssue(
            'not_public',
            ['visibility'],
            'the app is not public; make it public before you submit it',
          ),
        ]),
  ];
}

const fieldsRequiredForSubmission = {
  description: 'a description for users of the store',
  version: 'a version, such as 1.0.0',
  publicUrl: 'the address of its server',
  logoUrl: 'a logo',
  privacyPolicyUrl: 'a privacy policy',
  supportUrl: 'an address for support',
} as const satisfies Partial<Record<keyof Manifest, string>>;

function missingFieldIssues(manifest: Manifest): readonly Issue[] {
  return Object.entries(fieldsRequiredForSubmission).flatMap(([field, what]) => {
    const isThere = Object.hasOwn(manifest, field);
    return isThere
      ? []
      : [createIssue('missing', ['draft', field], `the draft has no ${field}; add ${what}`)];
  });
}

function permissionIssues({ permissions }: Manifest): readonly Issue[] {
  return permissions.flatMap(({ type, reason }, index): readonly Issue[] => {
    const path = ['draft', 'permissions', index];
    if (/* REV-16 */ type === 'ALL') {
      return [
        createIssue(
          'permission_all',
          path,
          'new submissions cannot ask for ALL; list each permission',
        ),
      ];
    }
    if (/* REV-15 */ reason !== undefined) return [];
    return [
      createIssue(
        'missing',
        [...path, 'reason'],
        `the permission ${type} has no reason; tell users why the app needs it`,
      ),
    ];
  });
}

function versionNotHigherIssues({ app, snapshot }: SubmissionCandidate): readonly Issue[] {
  const live = app.live?.listing.version;
  const { version } = snapshot.manifest;
  if (
    live === undefined ||
    version === undefined ||
    /* REV-17 */ compareVersions(version, live) > 0
  )
    return [];
  return [
    createIssue(
      'version_not_higher',
      ['draft', 'version'],
      'the version must be higher than that of the live release',
    ),
  ];
}

function nothingChangedIssues({
  app,
  digest,
  changesRequestedDigest,
}: SubmissionCandidate): readonly Issue[] {
  if (digest !== app.live?.digest && /* REV-18 */ digest !== changesRequestedDigest) return [];
  return [
    createIssue(
      'nothing_changed',
      ['draft'],
      'the draft is the same as the live release or the submission for which changes were requested; change it first',
    ),
  ];
}
