// What keeps a draft from being submitted.

import { canSignIn, findActiveMembership } from './access.js';
import type { ModelApp, ModelSnapshot } from './app-rows.js';
import { isSameText, snapshotOf } from './manifests.js';
import { type ModelOrganization, type ReferenceModel, rowsWhere } from './reference-model.js';
import { emailKeyOf } from './text-rules.js';

const neededFields = [
  'description',
  'version',
  'publicUrl',
  'logoUrl',
  'privacyPolicyUrl',
  'supportUrl',
] as const;

/** The codes of everything that keeps a draft from being submitted. `sentBack` is the snapshot for which changes were requested. */
export function readinessCodes(
  model: ReferenceModel,
  app: ModelApp,
  sentBack: ModelSnapshot | undefined,
): readonly string[] {
  const organization = model.organizations.get(app.organization);
  if (organization === undefined) throw new Error(`${app.id} has no organization`);
  const live = model.submissions.get(app.live ?? '')?.snapshot;
  const snapshot = snapshotOf(app, organization);
  const { manifest } = snapshot;
  const { version } = manifest;
  const isNotHigher =
    version !== undefined && live?.manifest.version !== undefined
      ? !isHigherVersion(version, live.manifest.version)
      : false;
  const isUnchanged = [live, sentBack].some(
    (one) => one !== undefined && isSameText(one, snapshot),
  );
  return [
    ...(hasVerifiedContact(model, organization) ? [] : ['contact_email_not_verified']),
    ...(app.visibility === 'public' ? [] : ['not_public']),
    ...neededFields.flatMap((field) => (manifest[field] === undefined ? ['missing'] : [])),
    ...manifest.permissions.flatMap(({ type, reason }) => {
      if (type === 'ALL') return ['permission_all'];
      return reason === undefined ? ['missing'] : [];
    }),
    ...(isNotHigher ? ['version_not_higher'] : []),
    ...(isUnchanged ? ['nothing_changed'] : []),
  ];
}

/** A contact address is verified by the embedding service, or as the verified address of a member who can sign in. */
function hasVerifiedContact(
  model: ReferenceModel,
  { id, contactEmail, contactVerifiedAt }: ModelOrganization,
): boolean {
  const isHolder = ({ email }: { email: string }) => emailKeyOf(email) === emailKeyOf(contactEmail);
  return (
    contactVerifiedAt !== null ||
    rowsWhere(model.users, isHolder).some(
      (user) =>
        user.isVerified &&
        canSignIn(user) &&
        findActiveMembership(model, id, user.id) !== undefined,
    )
  );
}

/** Versions of three numbers; one with words after them comes before the one without. */
function isHigherVersion(one: string, other: string): boolean {
  const partsOf = (text: string) => {
    const [numbers = '', words = '~'] = text.split('-');
    return [...numbers.split('.').map((number) => number.padStart(6, '0')), words].join();
  };
  return partsOf(one) > partsOf(other);
}
