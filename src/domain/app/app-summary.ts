// What lists show of an app: the row without its large parts. Every field stands at the same place as in the whole app.

import { type AudienceView, pickVisibleFields } from '../shared/field-visibility.js';
import { appFieldVisibility } from '../shared/field-visibility-tables.js';
import type { App, Draft, Enforcement, LiveRelease, Publisher, StoreListing } from './app.js';
import type { Manifest } from './manifest.js';

/** An app in a list of its organization: without the manifest, the listing, the testers, the webhook and the reason of an enforcement. */
export interface AppSummary
  extends Omit<
    AudienceView<App, typeof appFieldVisibility, 'member'>,
    'draft' | 'testers' | 'live' | 'enforcement'
  > {
  readonly draft: Omit<Draft, 'manifest'> & {
    readonly manifest: Pick<Manifest, 'name' | 'version' | 'logoUrl'>;
  };
  readonly live?: Omit<LiveRelease, 'listing' | 'serverHosts'> & {
    readonly listing: Pick<StoreListing, 'name' | 'version'>;
  };
  readonly enforcement: Omit<Enforcement, 'reason'>;
}

/** The part of a listing that lists of the store show. */
export interface StoreListingSummary
  extends Pick<
    StoreListing,
    'name' | 'description' | 'version' | 'appType' | 'logoUrl' | 'hardwareRequirements'
  > {
  readonly publisher: Pick<Publisher, 'organizationId' | 'name'>;
}

/** A published app in a list of the store: without pictures, permissions and addresses for people. */
export interface PublishedAppSummary extends Pick<App, 'id' | 'packageName' | 'tier'> {
  readonly live: Pick<LiveRelease, 'releasedAt'> & { readonly listing: StoreListingSummary };
}

/** The summary of an app: what its organization sees, without the texts that make its row large. */
export function summarizeApp(app: App): AppSummary {
  const visible = pickVisibleFields('member', appFieldVisibility, app);
  const { draft, live, enforcement, testers: _testers, ...fields } = visible;
  const { manifest, ...draftFields } = draft;
  const { reason: _reason, ...imposed } = enforcement;
  return {
    ...fields,
    draft: { ...draftFields, manifest: { ...nameAndVersion(manifest), ...logoOf(manifest) } },
    ...(live === undefined ? {} : { live: summarizeRelease(live) }),
    enforcement: imposed,
  };
}

function summarizeRelease({
  listing,
  serverHosts: _serverHosts,
  ...fields
}: LiveRelease): NonNullable<AppSummary['live']> {
  return { ...fields, listing: nameAndVersion(listing) };
}

/** Null if the app has no release. */
export function summarizePublishedApp({
  id,
  packageName,
  tier,
  live,
}: App): PublishedAppSummary | null {
  if (live === undefined) return null;
  const { description, appType, hardwareRequirements, publisher } = live.listing;
  const { organizationId, name } = publisher;
  const listing: StoreListingSummary = {
    ...nameAndVersion(live.listing),
    ...(description === undefined ? {} : { description }),
    appType,
    ...logoOf(live.listing),
    hardwareRequirements,
    publisher: { organizationId, name },
  };
  return { id, packageName, tier, live: { releasedAt: live.releasedAt, listing } };
}

/** The name and, if there is one, the version of a manifest or a listing. */
export function nameAndVersion({
  name,
  version,
}: Pick<Manifest, 'name' | 'version'>): Pick<Manifest, 'name' | 'version'> {
  return { name, ...(version === undefined ? {} : { version }) };
}

function logoOf({ logoUrl }: Pick<Manifest, 'logoUrl'>): Pick<Manifest, 'logoUrl'> {
  return logoUrl === undefined ? {} : { logoUrl };
}
