// The invariants of apps and of what users see of them.

import { isDeepStrictEqual } from 'node:util';
import type {
  App,
  AppSnapshot,
  LiveRelease,
  StoreListing,
} from '../../../../src/domain/app/app.js';
import type { Submission } from '../../../../src/domain/review/submission.js';
import { openStates } from './event-history.js';
import { type CommandCommit, commandCommits, type StepObservation } from './step-observation.js';
import { type Violations, violationsWhere } from './violations.js';

/** The live snapshot is approved and not revoked, and every released submission is live. */
export function findLiveReleaseViolations({ after: { rows } }: StepObservation): Violations {
  const ofApps = [...rows.apps.values()].flatMap(({ value: { id, live } }) => {
    const submission = rows.submissions.get(live?.submissionId ?? '')?.value;
    return live === undefined ? [] : findLiveDetailViolations(id, live, submission);
  });
  const ofSubmissions = [...rows.submissions.values()].flatMap(
    ({ value: { id, appId, state } }) => {
      const live = rows.apps.get(appId)?.value.live?.submissionId;
      return violationsWhere([
        state === 'released' && live !== id,
        `${id} is released but not live`,
      ]);
    },
  );
  return [...ofApps, ...ofSubmissions];
}

function findLiveDetailViolations(
  id: App['id'],
  { digest, listing, revision, releasedAt }: LiveRelease,
  submission: Submission | undefined,
): Violations {
  if (submission?.appId !== id) return [`${id} has a live release without a submission`];
  const kinds = submission.decisions.map(({ kind }) => kind);
  const isApproved = kinds.lastIndexOf('approve') > kinds.lastIndexOf('sendBack');
  const isSame = digest === submission.digest && revision === submission.revision;
  const isListed = isDeepStrictEqual(listing, expectedListing(submission.snapshot));
  const isOfThen = isDeepStrictEqual(releasedAt, submission.releasedAt);
  return violationsWhere(
    [submission.state !== 'released', `the live release of ${id} is ${submission.state}`],
    [!isApproved || kinds.includes('revoke'), `the live release of ${id} has ${kinds.join()}`],
    [!isSame || !isListed || !isOfThen, `the live release of ${id} is not the released snapshot`],
  );
}

/** The public part of a manifest, without the fields for the service and for installed users. */
function expectedListing({ manifest, publisher }: AppSnapshot): StoreListing {
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

/** At most one submission is open. It belongs to the organization of its app, and neither is deleted. */
export function findOpenSubmissionViolations({ after: { rows } }: StepObservation): Violations {
  const open = [...rows.submissions.values()]
    .map(({ value }) => value)
    .filter(({ state }) => openStates.includes(state));
  const apps = open.map(({ appId }) => appId);
  const astray = open.flatMap(({ appId, organizationId, id, state }) => {
    const app = rows.apps.get(appId)?.value;
    const organization = rows.organizations.get(app?.organizationId ?? '')?.value;
    const isGone = organization === undefined || organization.deletedAt !== undefined;
    // An expired approval does not count as open, and prevents no deletion.
    const isInTheWay = state !== 'approved';
    return violationsWhere(
      [
        app?.organizationId !== organizationId,
        `${id} is open, but its app belongs to another organization`,
      ],
      [app?.deletedAt !== undefined && isInTheWay, `${id} is open, but its app is deleted`],
      [isGone && isInTheWay, `${id} is open, but its organization is deleted`],
    );
  });
  return [
    ...violationsWhere([
      new Set(apps).size !== apps.length,
      `more than one is open: ${apps.join()}`,
    ]),
    ...astray,
  ];
}

/** The store shows exactly the published releases, and only commands that publish or hide apps change it. */
export function findStoreViolations(observation: StepObservation): Violations {
  const { before, after } = observation;
  const apps = [...after.rows.apps.values()].map(({ value }) => value);
  const faults = apps.flatMap((app) => {
    const { packageName } = app;
    const inStore = after.store.get(packageName) ?? null;
    const isAsBefore = isDeepStrictEqual(before.store.get(packageName) ?? null, inStore);
    const mayDiffer = commandCommits(observation).some((commit) => mayChangeStore(commit, app));
    return violationsWhere(
      [
        !isDeepStrictEqual(inStore, expectedStoreEntry(observation, app)),
        `the store shows ${packageName} wrongly`,
      ],
      [
        !isAsBefore && !mayDiffer,
        `the store shows ${packageName} differently without a command for it`,
      ],
    );
  });
  const shown = apps.filter(isExpectedInStore).map(({ packageName }) => packageName);
  const isFound = isDeepStrictEqual([...after.foundPackageNames].sort(), shown.sort());
  return [
    ...faults,
    ...violationsWhere([!isFound, `a search finds ${after.foundPackageNames.join()}`]),
  ];
}

function isExpectedInStore({ live, visibility, enforcement, delistedAt, deletedAt }: App): boolean {
  const isKeptOut = enforcement.state === 'suspended' || enforcement.state === 'taken_down';
  const isGone = delistedAt !== undefined || deletedAt !== undefined;
  return live !== undefined && visibility === 'public' && !isKeptOut && !isGone;
}

/** Built from the submission, not from the app. */
function expectedStoreEntry({ after: { rows } }: StepObservation, app: App): object | null {
  const submission = rows.submissions.get(app.live?.submissionId ?? '')?.value;
  if (submission === undefined || !isExpectedInStore(app)) return null;
  const { packageName, tier } = app;
  const { releasedAt, snapshot } = submission;
  return { packageName, tier, releasedAt, listing: expectedListing(snapshot) };
}

const storeChangingActions = new Set<string>([
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

function mayChangeStore({ entry, before }: CommandCommit, { id }: App): boolean {
  const isOfApp = entry.events.some((event) => 'appId' in event && event.appId === id);
  if (!isOfApp) return false;
  const live = before.apps.get(id)?.value.live?.submissionId;
  return entry.action === 'review.revoke'
    ? entry.subject.id === live
    : storeChangingActions.has(entry.action);
}
