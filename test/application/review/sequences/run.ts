// Runs one sequence, and looks at every invariant after each of its steps.

import { actorKey } from '../../../../src/domain/shared/actor.js';
import type { OrganizationId } from '../../../../src/domain/shared/ids.js';
import { type Person, tokenOf } from '../../../support/guildhall.js';
import type { Call } from './call.js';
import { callFor } from './calls.js';
import { type History, noHistory, told } from './history.js';
import { firstViolation } from './invariants.js';
import { actionOf, deedsOf, type Moment } from './moment.js';
import { type Asked, type Done, doneBy, perform } from './perform.js';
import { type Probe, probed } from './probe.js';
import { type Sight, seen } from './sight.js';
import type { Stage } from './stage.js';
import type { Act, Step } from './steps.js';
import {
  appsOf,
  editorFor,
  enforcerFor,
  membersOf,
  newestOf,
  pick,
  reviewerFor,
  type View,
} from './view.js';

/** What a sequence did, up to the first invariant that broke. */
export interface Trace {
  readonly lines: readonly string[];
  readonly violation: string | null;
}

interface Running {
  readonly stage: Stage;
  readonly lines: string[];
  readonly texts: Map<string, string>;
  /** What was done under which key, by actor, verb and key. */
  readonly done: Map<string, Done>;
  /** The commands that had a key, the last one first. */
  readonly keyed: { call: Call; key: string }[];
  history: History;
  sight: Sight;
}

/** `onMoment` hears of every step that held. */
export async function runSequence(
  stage: Stage,
  steps: readonly Step[],
  onMoment: (moment: Moment) => void = () => undefined,
): Promise<Trace> {
  const running: Running = {
    stage,
    lines: [],
    texts: new Map(),
    done: new Map(),
    keyed: [],
    history: noHistory,
    sight: await seen(stage, [], new Map()),
  };
  for (const [index, step] of steps.entries()) {
    const violation = await taken(running, step, index, onMoment).catch(reasonOf);
    if (violation !== null) return { lines: running.lines, violation };
  }
  return { lines: running.lines, violation: null };
}

function reasonOf(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}

async function taken(
  running: Running,
  step: Step,
  index: number,
  onMoment: (moment: Moment) => void,
): Promise<string | null> {
  const { stage, texts } = running;
  const { asked, probe } = await stepped(running, step, index);
  stage.goWrong([]);
  running.lines.push(...asked.map(lineOf));
  if (probe !== null) running.lines.push(`${actorKey(probe.actor)}: asks about ${probe.app.id}`);
  const commits = stage.ledger.taken();
  for (const { entry } of commits) running.history = told(running.history, entry);
  for (const one of asked) remember(running, one);
  const before = running.sight;
  running.sight = await seen(stage, commits, texts);
  const { history, sight: after } = running;
  const now = stage.clock.now();
  const rows = stage.ledger.rows();
  const moment = { cast: stage.cast, now, asked, probe, commits, rows, history, before, after };
  for (const one of asked) keep(running, one, moment);
  const violation = firstViolation(moment);
  if (violation === null) onMoment(moment);
  return violation;
}

async function stepped(
  running: Running,
  step: Step,
  index: number,
): Promise<{ readonly asked: readonly Asked[]; readonly probe: Probe | null }> {
  const { stage } = running;
  switch (step.kind) {
    case 'pass':
      stage.clock.advance(step.seconds);
      running.lines.push(`${step.seconds} seconds pass`);
      return { asked: [], probe: null };
    case 'ask':
      return { asked: [], probe: await asking(running, step.of, step.by) };
    case 'again': {
      const earlier = pick(running.keyed, step.back);
      return { asked: earlier === null ? [] : [await ask(running, earlier)], probe: null };
    }
    case 'act': {
      const given = await prepared(running, step.act, index);
      stage.goWrong(step.faults);
      return { asked: given === null ? [] : [await ask(running, given)], probe: null };
    }
    case 'together': {
      const first = await prepared(running, step.acts[0], index);
      const second = await prepared(running, step.acts[1], index);
      stage.goWrong(step.faults);
      const lanes = [0, 1] as const;
      const both = lanes.flatMap((lane) => {
        const given = [first, second][lane] ?? null;
        return given === null ? [] : [() => ask(running, given, lane)];
      });
      return { asked: await stage.turns.take(both, step.turns), probe: null };
    }
  }
}

interface Given {
  readonly call: Call;
  readonly key?: string;
}

async function prepared(running: Running, act: Act, index: number): Promise<Given | null> {
  const call = await callFor(viewOf(running), act);
  if (call === null) return null;
  if (act.key === 'none') return { call };
  return { call, key: act.key === 'own' ? `key-${index}` : 'key' };
}

function viewOf({ stage, texts }: Running): View {
  return {
    cast: stage.cast,
    rows: stage.ledger.rows(),
    now: stage.clock.now(),
    texts,
    invite: (organizationId, to) => invited(stage, organizationId, to),
  };
}

/** By the first admin who may. */
async function invited(
  { ledger, worlds: [world], cast, clock }: Stage,
  organizationId: OrganizationId,
  { email }: Person,
): Promise<string | null> {
  const view = {
    cast,
    rows: ledger.rows(),
    now: clock.now(),
    texts: new Map(),
    invite: async () => null,
  };
  const [admin] = membersOf(view, organizationId);
  if (admin === undefined) return null;
  const by = { kind: 'user', userId: admin } as const;
  const sent = await world.guildhall.invitations.invite(by, { organizationId, email });
  if (sent.ok) return tokenOf(world, sent.value.id);
  const { refusal } = sent;
  return refusal.code === 'already_invited' ? tokenOf(world, refusal.invitationId) : null;
}

async function ask(running: Running, { call, key }: Given, lane: 0 | 1 = 0): Promise<Asked> {
  const repeats = key === undefined ? null : (running.done.get(scopeOf(call, key)) ?? null);
  const outcome = await perform(running.stage, call, key, lane).catch((fault: unknown) => {
    running.lines.push(
      `${actorKey(call.actor)}: ${call.verb} ${JSON.stringify(call.input)} → thrown`,
    );
    throw fault;
  });
  return { call, outcome, repeats, ...(key === undefined ? {} : { key }) };
}

function scopeOf({ actor, verb }: Call, key: string): string {
  return `${actorKey(actor)} ${verb} ${key}`;
}

async function asking(running: Running, of: number, by: number): Promise<Probe | null> {
  const view = viewOf(running);
  const deleted = appsOf(view).filter(({ deletedAt }) => deletedAt !== undefined);
  const app = (of >= 2 ? pick(deleted, 0) : null) ?? pick(appsOf(view), of);
  if (app === null) return null;
  const newest = newestOf(view, app);
  const reviewer = newest === null ? enforcerFor(view, by) : reviewerFor(view, newest, by >> 1);
  const actor = by % 2 === 0 ? reviewer : editorFor(view, app, by >> 1);
  return probed(running.stage, actor, app, newest);
}

/** The texts of new keys, which are shown once. */
function remember({ texts }: Running, { outcome }: Asked): void {
  if (!outcome.ok) return;
  const { value } = outcome;
  if (typeof value !== 'object' || value === null || !('secret' in value) || !('key' in value))
    return;
  const { key, secret } = value;
  const isKey = typeof key === 'object' && key !== null && 'id' in key;
  if (isKey && typeof secret === 'string') texts.set(String(key.id), secret);
}

/** What was done under a key, for when the key comes again. */
function keep({ done, keyed }: Running, asked: Asked, moment: Moment): void {
  const { call, key, outcome, repeats } = asked;
  if (key === undefined) return;
  keyed.unshift({ call, key });
  const action = actionOf(call.verb);
  const isDone = deedsOf(moment).some(
    ({ entry }) => entry.action === action && entry.inputDigest !== undefined,
  );
  if (outcome.ok && isDone && repeats === null) done.set(scopeOf(call, key), doneBy(asked));
}

function lineOf({ call, key, outcome }: Asked): string {
  const { actor, verb, input } = call;
  const under = key === undefined ? '' : ` under ${key}`;
  const answer = outcome.ok ? 'done' : 'fault' in outcome ? outcome.fault : outcome.refusal.code;
  return `${actorKey(actor)}: ${verb} ${JSON.stringify(input)}${under} → ${answer}`;
}

/** For people: one line a command, and what broke. */
export function describeTrace({ lines, violation }: Trace): string {
  return [...lines.map((line, index) => `${index + 1}. ${line}`), violation ?? 'all holds'].join(
    '\n',
  );
}
