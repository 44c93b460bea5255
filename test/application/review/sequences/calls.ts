// A command for every verb, and what brings an app further.

import type { App } from '../../../../src/domain/app/app.js';
import type { Submission } from '../../../../src/domain/review/submission.js';
import type { Call, MakeCall } from './call.js';
import { callOf } from './call.js';
import * as ofApps from './calls-of-apps.js';
import * as ofEnforcement from './calls-of-enforcement.js';
import * as ofKeys from './calls-of-keys.js';
import * as ofMembers from './calls-of-members.js';
import * as ofReview from './calls-of-review.js';
import * as ofSubmissions from './calls-of-submissions.js';
import { ready } from './manifests.js';
import type { Act, Verb } from './steps.js';
import { appsOf, newestOf, openOf, userFor, type View } from './view.js';

const makers: Readonly<Record<Verb, MakeCall>> = {
  'apps.create': ofApps.create,
  'apps.updateDraft': ofApps.updateDraft,
  'apps.share': ofApps.share,
  'apps.delist': ofApps.delist,
  'apps.relist': ofApps.relist,
  'apps.move': ofApps.move,
  'apps.delete': ofApps.delete,
  'apps.restore': ofApps.restore,
  'submissions.submit': ofSubmissions.submit,
  'submissions.resubmit': ofSubmissions.resubmit,
  'submissions.withdraw': ofSubmissions.withdraw,
  'submissions.release': ofSubmissions.release,
  'review.claim': ofReview.claim,
  'review.renewClaim': ofReview.renewClaim,
  'review.releaseClaim': ofReview.releaseClaim,
  'review.setLane': ofReview.setLane,
  'review.requestChanges': ofReview.requestChanges,
  'review.approve': ofReview.approve,
  'review.secondApprove': ofReview.secondApprove,
  'review.sendBack': ofReview.sendBack,
  'review.reject': ofReview.reject,
  'review.revoke': ofEnforcement.revoke,
  'review.warn': ofEnforcement.warn,
  'review.suspend': ofEnforcement.suspend,
  'review.takeDown': ofEnforcement.takeDown,
  'review.reinstate': ofEnforcement.reinstate,
  'review.setTier': ofEnforcement.setTier,
  'keys.create': ofKeys.create,
  'keys.rotate': ofKeys.rotate,
  'keys.revoke': ofKeys.revoke,
  'keys.authenticate': ofKeys.authenticate,
  'invitations.accept': ofMembers.accept,
  'memberships.leave': ofMembers.leave,
  'memberships.remove': ofMembers.remove,
  'organizations.delete': ofMembers.deleteOrganization,
  'organizations.restore': ofMembers.restoreOrganization,
  'maintenance.runOnce': ofMembers.runOnce,
};

export async function callFor(view: View, act: Act): Promise<Call | null> {
  const call = act.verb === 'advance' ? null : await makers[act.verb](view, act);
  if (call !== null) return call;
  const instead = insteadOf(act.verb);
  return instead === null ? advanced(view, act) : makers[instead](view, act);
}

/** What makes something that there is none of yet. */
function insteadOf(verb: Act['verb']): Verb | null {
  if (verb.startsWith('keys.')) return 'keys.create';
  return verb.startsWith('memberships.') ? 'invitations.accept' : null;
}

/** What comes next in the life of an app; a new app where there is none. */
async function advanced(view: View, act: Act): Promise<Call | null> {
  const plain: Act = { ...act, of: 0, wrong: 'nothing' };
  const alive = appsOf(view).filter(({ archivedAt }) => archivedAt === undefined);
  const app = alive[act.of % 3];
  if (app === undefined) return makers['apps.create'](view, { ...plain, how: act.of });
  const narrowed = narrowedTo(view, app);
  return nextFor(narrowed, app, act)(narrowed, plain);
}

/** With what is of this app where it is meant first. */
function narrowedTo({ rows, ...view }: View, { id }: App): View {
  const apps = [...rows.apps].toSorted(
    ([one], [other]) => Number(other === id) - Number(one === id),
  );
  const submissions = [...rows.submissions].toSorted(
    ([, one], [, other]) => Number(one.value.appId === id) - Number(other.value.appId === id),
  );
  return { ...view, rows: { ...rows, apps: new Map(apps), submissions: new Map(submissions) } };
}

function nextFor(view: View, app: App, act: Act): MakeCall {
  const organization = view.rows.organizations.get(app.organizationId)?.value;
  const deletedAt = organization?.deletedAt ?? app.deletedAt;
  if (deletedAt !== undefined) {
    const isOver = view.now.getTime() - deletedAt.getTime() > month;
    const verb = deletedAt === app.deletedAt ? 'apps.restore' : 'organizations.restore';
    return makers[isOver && act.how % 2 === 0 ? 'maintenance.runOnce' : verb];
  }
  if (app.delistedAt !== undefined && act.how % 3 === 0) return makers['apps.relist'];
  const { state } = app.enforcement;
  if (state === 'suspended' || state === 'taken_down') return makers['review.reinstate'];
  const open = openOf(view, app);
  return open === null ? nextForDraft(view, app) : nextForOpen(view, app, open, act);
}

/** Milliseconds in which what was deleted can be restored. */
const month = 30 * 86_400_000;

function nextForDraft(view: View, app: App): MakeCall {
  const { draft, live, visibility } = app;
  const newest = newestOf(view, app);
  const isSame =
    isDraftOf(app, newest) ||
    (live !== undefined && draft.manifest.version === live.listing.version);
  const isComplete =
    draft.manifest.version !== undefined && draft.manifest.supportUrl !== undefined;
  if (isSame || !isComplete) return readied(app);
  return visibility === 'public' ? makers['submissions.submit'] : shared(app);
}

function readied({ id: appId, organizationId, draft }: App): MakeCall {
  return (view, { by, how }) => {
    const { revision } = draft;
    const input = { appId, expectedRevision: revision, changes: ready(revision, how) };
    const actor = userFor(view, organizationId, by);
    return callOf('apps.updateDraft', (g) => g.apps.updateDraft, actor, input);
  };
}

function shared({ id: appId, organizationId }: App): MakeCall {
  return (view, { by }) => {
    const actor = userFor(view, organizationId, by);
    return callOf('apps.share', (g) => g.apps.share, actor, { appId, visibility: 'public' });
  };
}

function nextForOpen(view: View, app: App, open: Submission, { how }: Act): MakeCall {
  const { state, approvedUntil } = open;
  switch (state) {
    case 'waiting_for_review':
      return makers['review.claim'];
    case 'in_review':
      return nextInReview(view, open, how);
    case 'changes_requested':
      return isDraftOf(app, open) ? readied(app) : makers['submissions.resubmit'];
    case 'pending_second_approval':
      return makers[how < 3 ? 'review.sendBack' : 'review.secondApprove'];
    default: {
      const isOver = approvedUntil !== undefined && approvedUntil <= view.now && how % 2 === 0;
      return makers[isOver ? 'maintenance.runOnce' : 'submissions.release'];
    }
  }
}

function nextInReview({ now }: View, { lease }: Submission, how: number): MakeCall {
  if (lease === undefined || lease.until <= now) return makers['review.claim'];
  if (how === 0) return makers['review.reject'];
  return makers[how < 4 ? 'review.requestChanges' : 'review.approve'];
}

function isDraftOf({ draft }: App, submission: Submission | null): boolean {
  return JSON.stringify(submission?.snapshot.manifest) === JSON.stringify(draft.manifest);
}
