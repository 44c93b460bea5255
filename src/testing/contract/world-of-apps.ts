// The part of the world that has to do with apps, and its reads.

import type { Change } from '../../ports/storage.js';
import { insertOf } from './changes.js';
import { at, email, organization, user } from './specimens.js';
import { apiKey, app, publishedApp, submission, underClaim, webhook } from './specimens-of-apps.js';
import type { NamedCall } from './world.js';

const mentra = organization(1);
const ada = user(1);
const eve = user(3);
const captions = publishedApp(1, { testers: [email(ada.email)], webhook: webhook() });
const gone = app(2, { deletedAt: at(0) });
const before = submission(1, captions, { state: 'superseded', releasedAt: at(0) });
const inReview = submission(2, captions, underClaim(eve.id, at(10)));
const waiting = submission(3, app(3));
const approved = submission(4, app(4), { state: 'approved', approvedUntil: at(0) });
const key = apiKey(1, { kind: 'app', appId: captions.id });

export const changesOfApps: readonly Change[] = [
  insertOf('apps', captions),
  insertOf('apps', gone),
  insertOf('submissions', before),
  insertOf('submissions', inReview),
  insertOf('submissions', waiting),
  insertOf('submissions', approved),
  insertOf('apikeys', key),
];

const page = { limit: 10, after: null, skip: 0 };

export const readsOfApps: readonly NamedCall[] = [
  { name: 'apps.findById', call: ({ apps }) => apps.findById(captions.id) },
  {
    name: 'apps.findByPackageName',
    call: ({ apps }) => apps.findByPackageName(captions.packageName),
  },
  {
    name: 'apps.listByOrganization',
    call: ({ apps }) => apps.listByOrganization(mentra.id, page),
  },
  { name: 'apps.ofOrganization', call: ({ apps }) => apps.ofOrganization(mentra.id, 10) },
  { name: 'apps.liveOf', call: ({ apps }) => apps.liveOf(mentra.id, 10) },
  { name: 'apps.sharedWith', call: ({ apps }) => apps.sharedWith(ada.emailKey, 10) },
  { name: 'apps.deletedUntil', call: ({ apps }) => apps.deletedUntil(at(0), 10) },
  { name: 'apps.search', call: ({ apps }) => apps.search({ terms: [] }, page) },
  {
    name: 'submissions.findById',
    call: ({ submissions }) => submissions.findById(inReview.id),
  },
  { name: 'submissions.findOpen', call: ({ submissions }) => submissions.findOpen(captions.id) },
  {
    name: 'submissions.listByApp',
    call: ({ submissions }) => submissions.listByApp(captions.id, page),
  },
  { name: 'submissions.ofApp', call: ({ submissions }) => submissions.ofApp(captions.id, 10) },
  {
    name: 'submissions.lastSuperseded',
    call: ({ submissions }) => submissions.lastSuperseded(captions.id),
  },
  {
    name: 'submissions.queue',
    call: ({ submissions }) => submissions.queue({ state: 'claimable', now: at(10) }, page),
  },
  { name: 'submissions.waiting', call: ({ submissions }) => submissions.waiting(10) },
  {
    name: 'submissions.claimedBy',
    call: ({ submissions }) => submissions.claimedBy(eve.id, at(0), 10),
  },
  { name: 'submissions.openOf', call: ({ submissions }) => submissions.openOf(mentra.id, 10) },
  { name: 'submissions.overdue', call: ({ submissions }) => submissions.overdue(at(0), 10) },
  { name: 'keys.findById', call: ({ keys }) => keys.findById(key.id) },
  { name: 'keys.ofOwner', call: ({ keys }) => keys.ofOwner(key.owner, 10) },
];

export const notesOfKeys: readonly NamedCall[] = [
  { name: 'keys.noteUsed', call: ({ keys }) => keys.noteUsed(key.id, at(1)) },
];
