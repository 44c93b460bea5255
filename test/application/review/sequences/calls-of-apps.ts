// What organizations do with their apps.

import { type App, appVisibilities } from '../../../../src/domain/app/app.js';
import type { Actor } from '../../../../src/domain/shared/actor.js';
import { callOf, hostile, type MakeCall, noId } from './call.js';
import { change, forbidden } from './manifests.js';
import type { Act } from './steps.js';
import {
  adminsOf,
  appFor,
  appsOf,
  editorFor,
  first,
  isBusy,
  keysOf,
  pick,
  userFor,
  type View,
} from './view.js';

const packageNames = ['org.mentra.captions', 'org.mentra.maps', 'dev.acme.notes', 'dev.solo.timer'];

export const create: MakeCall = (view, { of, by, how, wrong }) => {
  const taken = new Set<string>(appsOf(view).map(({ packageName }) => packageName));
  const free = first(packageNames, (name) => !taken.has(name));
  const organizationId = pick(view.cast.organizations, how) ?? noId;
  const packageName = wrong === 'words' ? 'system.mentra' : (pick(free, of) ?? noId);
  const input = {
    organizationId: wrong === 'id' ? noId : organizationId,
    packageName,
    name: 'Captions',
  };
  const own = view.cast.organizations.find((id) => id === organizationId);
  const actor = userFor(view, own ?? view.cast.organizations[0] ?? neverAsked(), by);
  return callOf('apps.create', (g) => g.apps.create, actor, input);
};

function neverAsked(): never {
  throw new Error('there is no organization');
}

function isNotDeleted({ deletedAt }: App): boolean {
  return deletedAt === undefined;
}

/** A key that does what keys may, whatever has become of its app meanwhile. */
function keyAtWork(view: View, { how }: Act): { app: App; actor: Actor } | null {
  if (how < 14) return null;
  const found = keysOf(view).flatMap(({ id: keyId, owner }) => {
    const app = owner.kind === 'app' ? view.rows.apps.get(owner.appId)?.value : undefined;
    return app === undefined ? [] : [{ app, actor: { kind: 'key', keyId } as const }];
  });
  return pick(found, 0);
}

export const updateDraft: MakeCall = (view, act) => {
  const keyed = keyAtWork(view, act);
  const app = keyed?.app ?? appFor(view, act, isNotDeleted);
  if (app === null) return null;
  const { revision } = app.draft;
  const input = {
    appId: act.wrong === 'id' ? noId : app.id,
    expectedRevision: act.wrong === 'revision' ? revision + 1 : revision,
    changes: change(revision, act.how),
  };
  const actor = keyed?.actor ?? editorFor(view, app, act.by);
  if (act.wrong !== 'extra') {
    return callOf('apps.updateDraft', (g) => g.apps.updateDraft, actor, input);
  }
  const within = { ...input, changes: { ...input.changes, ...forbidden } };
  const beside = { ...input, ...forbidden };
  const given = act.how % 2 === 0 ? within : beside;
  return hostile('apps.updateDraft', (g) => g.apps.updateDraft, actor, given);
};

export const share: MakeCall = (view, act) => {
  const app = appFor(view, act, ({ visibility }) => visibility !== 'public');
  if (app === null) return null;
  const visibility = pick(appVisibilities.toReversed(), act.how % 4) ?? 'public';
  const testers = act.how % 3 === 0 ? { testers: ['tess@mentra.org'] } : {};
  const input = { appId: act.wrong === 'id' ? noId : app.id, visibility, ...testers };
  const actor = editorFor(view, app, act.by);
  if (act.wrong !== 'extra') return callOf('apps.share', (g) => g.apps.share, actor, input);
  return hostile('apps.share', (g) => g.apps.share, actor, { ...forbidden, ...input });
};

export const delist: MakeCall = (view, act) => {
  const app = appFor(view, act, (one) => one.live !== undefined && one.delistedAt === undefined);
  if (app === null) return null;
  const actor = editorFor(view, app, act.by);
  return callOf('apps.delist', (g) => g.apps.delist, actor, { appId: app.id });
};

export const relist: MakeCall = (view, act) => {
  const app = appFor(view, act, ({ delistedAt }) => delistedAt !== undefined);
  if (app === null) return null;
  const actor = editorFor(view, app, act.by);
  return callOf('apps.relist', (g) => g.apps.relist, actor, { appId: app.id });
};

export const move: MakeCall = (view, act) => {
  const app = appFor(view, act, (one) => isNotDeleted(one) && !isBusy(view, one));
  if (app === null) return null;
  const others = view.cast.organizations.filter((id) => id !== app.organizationId);
  const admins = adminsOf(view, app.organizationId);
  const led = first(others, (id) => adminsOf(view, id).some((one) => admins.includes(one)));
  const toOrganizationId = pick(led, act.wrong === 'id' ? 1 : 0) ?? noId;
  const actor = userFor(view, app.organizationId, act.by);
  return callOf('apps.move', (g) => g.apps.move, actor, { appId: app.id, toOrganizationId });
};

const deleting: MakeCall = (view, act) => {
  const app = appFor(view, act, (one) => isNotDeleted(one) && !isBusy(view, one));
  if (app === null) return null;
  const actor = userFor(view, app.organizationId, act.by);
  return callOf('apps.delete', (g) => g.apps.delete, actor, { appId: app.id });
};

export { deleting as delete };

export const restore: MakeCall = (view, act) => {
  const app = appFor(view, act, (one) => !isNotDeleted(one));
  if (app === null) return null;
  const actor = userFor(view, app.organizationId, act.by);
  return callOf('apps.restore', (g) => g.apps.restore, actor, { appId: app.id });
};
