// Storages whose queue is another one, or that lose submissions.
import type { Submission } from '../../../../src/domain/review/submission.js';
import { at } from '../../../../src/testing/contract/specimens.js';
import {
  answering,
  boundless,
  later,
  replacing,
  type Saboteur,
  saboteur,
  setField,
  sooner,
} from './saboteur.js';

const ofQueue: readonly Saboteur[] = [
  saboteur(
    'has one queue for all lanes',
    ['READ-54', 'READ-55', 'PAGE-1'],
    replacing('submissions', (real) => ({
      queue: async (filter, keyset) => {
        const { items, next } = await real.queue(filter, keyset);
        return { items: items.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime()), next };
      },
    })),
  ),
  saboteur(
    'queues by id what is due in one lane',
    ['READ-54', 'READ-55'],
    replacing('submissions', (real) => ({
      queue: async (filter, keyset) => {
        const { items, next } = await real.queue(filter, keyset);
        return { items: items.toSorted(byLaneAndId), next };
      },
    })),
  ),
  saboteur(
    'gives a claim away a moment too early',
    ['READ-55'],
    replacing('submissions', (real) => ({
      queue: (filter, keyset) =>
        real.queue(
          filter.state === 'claimable' ? { ...filter, now: later(filter.now) } : filter,
          keyset,
        ),
    })),
  ),
  saboteur(
    'gives a claim away a moment too late',
    ['READ-55', 'PAGE-1'],
    replacing('submissions', (real) => ({
      queue: (filter, keyset) =>
        real.queue(
          filter.state === 'claimable' ? { ...filter, now: sooner(filter.now) } : filter,
          keyset,
        ),
    })),
  ),
  saboteur(
    'tells more of what waits than it must',
    ['READ-56'],
    answering('submissions.waiting', (answer) => {
      if (Array.isArray(answer)) for (const each of answer) setField(each, 'state', 'in_review');
    }),
  ),
  saboteur(
    'counts in its figures only what nobody has looked at',
    ['READ-56'],
    replacing('submissions', (real) => ({
      waiting: async (limit) => {
        const first = { limit, after: null, skip: 0 };
        const { items } = await real.queue({ state: 'waiting_for_review' }, first);
        return items.map(({ lane, enteredAt, dueAt }) => ({ lane, enteredAt, dueAt }));
      },
    })),
  ),
  saboteur(
    'counts claims that are over',
    ['READ-57'],
    replacing('submissions', (real) => ({
      claimedBy: (reviewer, _now, limit) => real.claimedBy(reviewer, at(-99), limit),
    })),
  ),
  saboteur(
    'forgets that an approved submission is open',
    ['READ-50', 'READ-58'],
    replacing('submissions', (real) => ({
      findOpen: async (id) => {
        const found = await real.findOpen(id);
        return found?.value.state === 'approved' ? null : found;
      },
      openOf: async (id, limit) => {
        const ids = await real.openOf(id, limit);
        const open = await Promise.all(ids.map(real.findOpen));
        return ids.filter((_id, place) => open[place]?.value.state !== 'approved');
      },
    })),
  ),
];

const byLaneAndId = (a: Submission, b: Submission) =>
  a.lane === b.lane ? (a.id < b.id ? -1 : 1) : 0;

const ofTimes: readonly Saboteur[] = [
  saboteur(
    'ends approvals a moment too early',
    ['READ-59'],
    replacing('submissions', (real) => ({
      overdue: (now, limit) => real.overdue(later(now), limit),
    })),
  ),
  saboteur(
    'ends approvals a moment too late',
    ['READ-59'],
    replacing('submissions', (real) => ({
      overdue: (now, limit) => real.overdue(sooner(now), limit),
    })),
  ),
  saboteur(
    'ends the latest approval first',
    ['READ-59'],
    replacing('submissions', (real) => ({
      overdue: async (now, limit) =>
        (await real.overdue(now, boundless)).toReversed().slice(0, limit),
    })),
  ),
  saboteur(
    'gives submissions without a limit',
    ['READ-52', 'READ-56', 'READ-57', 'READ-58', 'READ-59'],
    replacing('submissions', (real) => ({
      ofApp: (id) => real.ofApp(id, boundless),
      waiting: () => real.waiting(boundless),
      claimedBy: (reviewer, now) => real.claimedBy(reviewer, now, boundless),
      openOf: (id) => real.openOf(id, boundless),
      overdue: (now) => real.overdue(now, boundless),
    })),
  ),
];

const ofApps: readonly Saboteur[] = [
  saboteur(
    'hides submissions that were withdrawn',
    ['READ-49', 'READ-52', 'ROUNDTRIP-14'],
    replacing('submissions', (real) => ({
      findById: async (id) => {
        const found = await real.findById(id);
        return found?.value.state === 'withdrawn' ? null : found;
      },
      ofApp: async (id, limit) => {
        const rows = await real.ofApp(id, limit);
        return rows.filter(({ value }) => value.state !== 'withdrawn');
      },
    })),
  ),
  saboteur(
    'lists no submission that was replaced',
    ['READ-51'],
    replacing('submissions', (real) => ({
      listByApp: async (id, keyset) => {
        const { items, next } = await real.listByApp(id, keyset);
        return { items: items.filter(({ state }) => state !== 'replaced'), next };
      },
    })),
  ),
  saboteur(
    'falls back to what was submitted last',
    ['READ-53'],
    replacing('submissions', (real) => ({
      lastSuperseded: async (id) => {
        const rows = await real.ofApp(id, boundless);
        return rows.findLast(({ value }) => value.state === 'superseded') ?? null;
      },
    })),
  ),
];

export const saboteursOfSubmissions: readonly Saboteur[] = [...ofQueue, ...ofTimes, ...ofApps];
