// What the contract does not find yet, each with the clause that it needs. Delete a rule together with its gap: what survives then
// fails the test.

import { type Rule, rule } from './rule.js';

export const gaps: readonly Rule[] = [
  rule(
    'READ and PAGE ask every question before the first write and after each, also after claims, settlements and uses',
    /^stale/u,
  ),
  rule(
    'READ and PAGE run over rows that were something else before, that were touched, and that were removed',
    /^(?:rows|found: kept|stored: kept|committed: kept|shown)/u,
    /^(?!.*at most)/u,
  ),
  rule(
    'one world with more rows than any limit',
    /^(?:capped|rows|answer field|argument cut|lost writes)/u,
    /at most|takes the first|after the|more than/u,
  ),
  rule(
    'ROUNDTRIP has the longest texts and lists, and large numbers',
    /^(?:stored|committed|found): (?:text|list|number)/u,
  ),
  rule('ROUNDTRIP has rows all of whose dates and words differ', /^(?:stored|committed): alias/u),
  rule('VERSION goes beyond 255, in every collection', /^versions/u),
  rule(
    'each read returns rows of every state, with and without every optional field, of more than one owner',
    /^(?:hidden rows|found|answer field|narrow writes)/u,
  ),
  rule(
    'each constraint meets holders and newcomers of every state, with and without every optional field',
    /^constraint beside some rows/u,
  ),
  rule(
    'each constraint compares keys that differ in one way only, up to their longest',
    /^constraint(?! beside)/u,
  ),
  rule(
    'each read that shows or sorts by a date has dates with milliseconds, against the order of the ids',
    /^(?:order|ties|stored: date|found: date|committed: date|boundary moved)/u,
  ),
  rule(
    'PAGE covers every list, and keys whose row has left it',
    /^(?:dead page key|page end|off by one)/u,
  ),
  rule(
    'RACE covers updates, touches and removals in every collection, and every write outside of commits',
    /^looks before it writes$/u,
  ),
  rule(
    'VERSION, RACE, UNIQUE and OUTBOX run through two openings of one store',
    /^looks before it writes, two openings/u,
  ),
  rule('guards and viewers are read before what they guard', /^parts in another order/u),
  rule('DETACHED covers arguments of reads and concurrent readers', /^shared answers/u),
  rule(
    'FAULT covers each kind of conflict: its message, its cause and the errors of a busy database',
    /^errors/u,
  ),
  rule('each argument is tried with two values that differ only in it', /^argument/u),
  rule('READ-10 compares `time` with itself and with the clock of the machine', /^time/u),
  rule(
    'COMMIT-2 and COMMIT-4 to COMMIT-8 cover every collection',
    /^(?:left after|order of violations|lost writes|changes)/u,
  ),
  rule('LIMIT has many and long keys, many uses, and clocks that go back', /^limiter/u),
  rule('OUTBOX-4 and OUTBOX-5 claim rows with every optional field', /^committed/u),
];
