// What the platform imposes.

import { type App, appTiers } from '../../../../src/domain/app/app.js';
import { callOf, type MakeCall, noId } from './call.js';
import { groundsFor } from './calls-of-review.js';
import type { Act } from './steps.js';
import { appFor, enforcerFor, pick, submissionFor } from './view.js';

/** The live one rather than one that was, and that rather than one that is to be. */
export const revoke: MakeCall = (view, act) => {
  const states = [
    ['released', 'superseded', 'approved'],
    ['released'],
    ['superseded', 'released'],
    ['approved', 'released'],
  ];
  const fitting = states[act.how % states.length] ?? [];
  const submission = submissionFor(view, act, ({ state }) => fitting.includes(state));
  if (submission === null) return null;
  const input = { submissionId: act.wrong === 'id' ? noId : submission.id, ...groundsFor(act) };
  return callOf('review.revoke', (g) => g.review.revoke, enforcerFor(view, act.by), input);
};

function because(app: App, { wrong }: Act): { appId: string; reason: string } {
  return { appId: wrong === 'id' ? noId : app.id, reason: wrong === 'words' ? '…' : 'it spies' };
}

export const warn: MakeCall = (view, act) => {
  const app = appFor(view, act, ({ enforcement }) => enforcement.state === 'none');
  if (app === null) return null;
  const actor = enforcerFor(view, act.by);
  return callOf('review.warn', (g) => g.review.warn, actor, because(app, act));
};

export const suspend: MakeCall = (view, act) => {
  const app = appFor(view, act, ({ enforcement }) => enforcement.state !== 'taken_down');
  if (app === null) return null;
  const actor = enforcerFor(view, act.by);
  return callOf('review.suspend', (g) => g.review.suspend, actor, because(app, act));
};

export const takeDown: MakeCall = (view, act) => {
  const app = appFor(view, act, ({ enforcement }) => enforcement.state !== 'taken_down');
  if (app === null) return null;
  const actor = enforcerFor(view, act.by);
  return callOf('review.takeDown', (g) => g.review.takeDown, actor, because(app, act));
};

export const reinstate: MakeCall = (view, act) => {
  const app = appFor(view, act, ({ enforcement }) => enforcement.state !== 'none');
  if (app === null) return null;
  const actor = enforcerFor(view, act.by);
  return callOf('review.reinstate', (g) => g.review.reinstate, actor, because(app, act));
};

export const setTier: MakeCall = (view, act) => {
  const app = appFor(view, act, ({ live }) => live !== undefined);
  if (app === null) return null;
  const input = { appId: app.id, tier: pick(appTiers, act.how) ?? 'none' };
  return callOf('review.setTier', (g) => g.review.setTier, enforcerFor(view, act.by), input);
};
