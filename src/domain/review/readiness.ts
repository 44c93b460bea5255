// Everything that keeps a draft from being submitted, all of it at once.

import type { App, Snapshot } from '../app/app.js';
import type { Manifest } from '../app/manifest.js';
import { compareVersions } from '../app/version.js';
import type { Issue, Path } from '../shared/refusal.js';
import type { Digest } from './submission.js';

export interface Ready {
  readonly app: Pick<App, 'live' | 'visibility'>;
  readonly snapshot: Snapshot;
  readonly digest: Digest;
  /** Whether the organization's contact address is known to be its own. */
  readonly isContactVerified: boolean;
  /** The digest that was sent back, where this is a resubmission. */
  readonly sentBack: Digest | null;
}

/** Empty where it may be submitted. Each with a code that stays, and the path of the field. */
export function readiness(ready: Ready): readonly Issue[] {
  const { manifest } = ready.snapshot;
  return [
    ...organizationIssues(ready),
    ...missing(manifest), // REV-14
    ...permissionIssues(manifest), // REV-19
    ...versionIssues(ready),
    ...changeIssues(ready),
  ];
}

function issue(code: string, path: Path, message: string): Issue {
  return { code, path, message };
}

function organizationIssues({ isContactVerified, app }: Ready): readonly Issue[] {
  return [
    .../* REV-12 */ (isContactVerified
      ? []
      : [
          issue(
            'contact_email_not_verified',
            ['organization', 'profile', 'contactEmail'],
            'the contact address of the organization has not been verified; verify it, or name one that is',
          ),
        ]),
    .../* REV-13 */ (app.visibility === 'public'
      ? []
      : [
          issue(
            'not_public',
            ['visibility'],
            'the app is shared with the organization only; make it public before it goes to the store',
          ),
        ]),
  ];
}

const needed = {
  description: 'a description for the people who find it',
  version: 'a version, such as 1.0.0',
  publicUrl: 'the address where its server listens',
  logoUrl: 'a logo',
  privacyPolicyUrl: 'a privacy policy',
  supportUrl: 'an address for support',
} as const satisfies Partial<Record<keyof Manifest, string>>;

function missing(manifest: Manifest): readonly Issue[] {
  return Object.entries(needed).flatMap(([field, what]) => {
    const isThere = Object.hasOwn(manifest, field);
    return isThere
      ? []
      : [issue('missing', ['draft', field], `the draft has no ${field}: give ${what}`)];
  });
}

function permissionIssues({ permissions }: Manifest): readonly Issue[] {
  return permissions.flatMap(({ type, reason }, index): readonly Issue[] => {
    const path = ['draft', 'permissions', index];
    if (/* REV-16 */ type === 'ALL') {
      return [
        issue('permission_all', path, 'ALL is of older apps; ask for each permission by its name'),
      ];
    }
    if (/* REV-15 */ reason !== undefined) return [];
    return [
      issue(
        'missing',
        [...path, 'reason'],
        `say why the app needs ${type}, for the people who are asked`,
      ),
    ];
  });
}

function versionIssues({ app, snapshot }: Ready): readonly Issue[] {
  const live = app.live?.listing.version;
  const { version } = snapshot.manifest;
  if (
    live === undefined ||
    version === undefined ||
    /* REV-17 */ compareVersions(version, live) > 0
  )
    return [];
  return [
    issue(
      'version_not_higher',
      ['draft', 'version'],
      'the version must be higher than the live one',
    ),
  ];
}

function changeIssues({ app, digest, sentBack }: Ready): readonly Issue[] {
  if (digest !== app.live?.digest && /* REV-18 */ digest !== sentBack) return [];
  return [issue('nothing_changed', ['draft'], 'nothing has changed since it was last looked at')];
}
