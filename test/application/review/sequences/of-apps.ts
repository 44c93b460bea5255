// What holds of apps and of what users have of them.

import { isDeepStrictEqual } from 'node:util';
import type { App, Listing, LiveRelease, Snapshot } from '../../../../src/domain/app/app.js';
import type { Submission } from '../../../../src/domain/review/submission.js';
import { openStates } from './history.js';
import { type Deed, deedsOf, type Moment } from './moment.js';
import { those, type Violations } from './violations.js';

/** Of what is live the snapshot was approved and not revoked; and whatever is released is live. */
export function liveIsApproved({ after: { rows } }: Moment): Violations {
  const ofApps = [...rows.apps.values()].flatMap(({ value: { id, live } }) => {
    const submission = rows.submissions.get(live?.submissionId ?? '')?.value;
    return live === undefined ? [] : liveFaults(id, live, submission);
  });
  const ofSubmissions = [...rows.submissions.values()].flatMap(
    ({ value: { id, appId, state } }) => {
      const live = rows.apps.get(appId)?.value.live?.submissionId;
      return those([state === 'released' && live !== id, `${id} is released and not live`]);
    },
  );
  return [...ofApps, ...ofSubmissions];
}

function liveFaults(
  id: App['id'],
  { digest, listing, revision, releasedAt }: LiveRelease,
  submission: Submission | undefined,
): Violations {
  if (submission?.appId !== id) return [`${id} has a live release of nothing`];
  const kinds = submission.decisions.map(({ kind }) => kind);
  const isApproved = kinds.lastIndexOf('approve') > kinds.lastIndexOf('sendBack');
  const isSame = digest === submission.digest && revision === submission.revision;
  const isListed = isDeepStrictEqual(listing, listed(submission.snapshot));
  const isOfThen = isDeepStrictEqual(releasedAt, submission.releasedAt);
  return those(
    [submission.state !== 'released', `what is live of ${id} is ${submission.state}`],
    [!isApproved || kinds.includes('revoke'), `what is live of ${id} has ${kinds.join()}`],
    [!isSame || !isListed || !isOfThen, `what is live of ${id} is not what was released`],
  );
}

/** Everything of the manifest but what is for the service and for whoever has installed it. */
function listed({ manifest, publisher }: Snapshot): Listing {
  const {
    publicUrl: _publicUrl,
    webviewUrl: _webviewUrl,
    onboardingInstructions: _onboardingInstructions,
    tools: _tools,
    settings: _settings,
    ...shown
  } = manifest;
  return { ...shown, publisher };
}

/** And it belongs where the app belongs, and none is of an app, or an organization, that is deleted. */
export function oneIsOpen({ after: { rows } }: Moment): Violations {
  const open = [...rows.submissions.values()]
    .map(({ value }) => value)
    .filter(({ state }) => openStates.includes(state));
  const apps = open.map(({ appId }) => appId);
  const astray = open.flatMap(({ appId, organizationId, id, state }) => {
    const app = rows.apps.get(appId)?.value;
    const organization = rows.organizations.get(app?.organizationId ?? '')?.value;
    const isGone = organization === undefined || organization.deletedAt !== undefined;
    // An approval that is over is open to nobody, and keeps nothing from ending.
    const isInTheWay = state !== 'approved';
    return those(
      [app?.organizationId !== organizationId, `${id} is open, and its app belongs elsewhere`],
      [app?.deletedAt !== undefined && isInTheWay, `${id} is open, and its app is deleted`],
      [isGone && isInTheWay, `${id} is open, and its organization is deleted`],
    );
  });
  return [
    ...those([new Set(apps).size !== apps.length, `more than one is open: ${apps.join()}`]),
    ...astray,
  ];
}

/** The store shows what was released and may be shown; and it changes by such commands only as are about that. */
export function usersSeeReleasesOnly(moment: Moment): Violations {
  const { before, after } = moment;
  const apps = [...after.rows.apps.values()].map(({ value }) => value);
  const faults = apps.flatMap((app) => {
    const { packageName } = app;
    const inStore = after.store.get(packageName) ?? null;
    const isAsBefore = isDeepStrictEqual(before.store.get(packageName) ?? null, inStore);
    const mayDiffer = deedsOf(moment).some((deed) => mayChangeStore(deed, app));
    return those(
      [!isDeepStrictEqual(inStore, shownOf(moment, app)), `the store shows ${packageName} wrongly`],
      [!isAsBefore && !mayDiffer, `the store shows ${packageName} as it did not before`],
    );
  });
  const shown = apps.filter(isShown).map(({ packageName }) => packageName);
  const isFound = isDeepStrictEqual([...after.found].sort(), shown.sort());
  return [...faults, ...those([!isFound, `a search finds ${after.found.join()}`])];
}

function isShown({ live, visibility, enforcement, delistedAt, deletedAt }: App): boolean {
  const isKeptOut = enforcement.state === 'suspended' || enforcement.state === 'taken_down';
  const isGone = delistedAt !== undefined || deletedAt !== undefined;
  return live !== undefined && visibility === 'public' && !isKeptOut && !isGone;
}

/** From what was submitted, not from what the app says of it. */
function shownOf({ after: { rows } }: Moment, app: App): object | null {
  const submission = rows.submissions.get(app.live?.submissionId ?? '')?.value;
  if (submission === undefined || !isShown(app)) return null;
  const { packageName, tier } = app;
  const { releasedAt, snapshot } = submission;
  return { packageName, tier, releasedAt, listing: listed(snapshot) };
}

const ofTheStore = new Set<string>([
  'submission.release',
  'app.share',
  'app.delist',
  'app.relist',
  'app.delete',
  'app.restore',
  'app.move',
  'app.suspend',
  'app.take_down',
  'app.reinstate',
  'app.set_tier',
]);

function mayChangeStore({ entry, before }: Deed, { id }: App): boolean {
  const isOfApp = entry.facts.some((fact) => 'appId' in fact && fact.appId === id);
  if (!isOfApp) return false;
  const live = before.apps.get(id)?.value.live?.submissionId;
  return entry.action === 'review.revoke'
    ? entry.subject.id === live
    : ofTheStore.has(entry.action);
}
