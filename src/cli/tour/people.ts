// Who appears in the tour, and under which addresses. Nothing is ever sent to them.

import { parseEmail } from '../../domain/user/email.js';
import type { Row } from './rows.js';

export interface Character {
  readonly name: string;
  /** The part of the address before the @. */
  readonly mailbox: string;
}

/** They found in turn, each as many organizations as one person may. */
const founders: readonly [Character, ...Character[]] = [
  { name: 'Ada Eze', mailbox: 'ada' },
  { name: 'Björn Åkesson', mailbox: 'bjorn' },
  { name: 'Chiara D’Angelo', mailbox: 'chiara' },
  { name: 'დავით კობალია', mailbox: 'davit' },
  { name: 'Elif Işık', mailbox: 'elif' },
  { name: '郭怡', mailbox: 'guo.yi' },
  { name: 'Ирина Соколова', mailbox: 'irina' },
];

/** The founder who comes after so many others. */
export function founderAfter(others: number): Character {
  return founders[others % founders.length] ?? founders[0];
}

/** An organization's own people: the same names everywhere, each under the organization's domain. */
export const colleagues: Readonly<Record<Colleague, Character>> = {
  ana: { name: 'Ana Sousa', mailbox: 'ana' },
  ben: { name: 'Ben Okoye', mailbox: 'ben' },
  chidi: { name: 'Chidi Nwosu', mailbox: 'chidi' },
  stranger: { name: 'Sam Stranger', mailbox: 'sam' },
};

export type Colleague = 'ana' | 'ben' | 'chidi' | 'stranger';
/** Whoever acts in an organization's scenario. */
export type Person = Colleague | 'founder';

/** Who has to do with apps, and belongs to none of the organizations that make them. */
export const outsiders: Readonly<Record<Outsider, Character>> = {
  rob: { name: 'Rob Visser', mailbox: 'rob' },
  rita: { name: 'Rita Okafor', mailbox: 'rita' },
  yuki: { name: 'Yuki Tanaka', mailbox: 'yuki' },
  tess: { name: 'Tess Lindqvist', mailbox: 'tess' },
};

/** Three reviewers of the platform, and a tester. */
export type Outsider = 'rob' | 'rita' | 'yuki' | 'tess';
/** Whoever acts in an app's scenario: without an account the visitor of the store, and the app's own server. */
export type Player = Outsider | 'founder' | 'visitor' | 'server';

export function nameOf(person: Person | Player): string {
  switch (person) {
    case 'founder':
      return 'the founder';
    case 'visitor':
      return 'a visitor';
    case 'server':
      return "the app's server";
    default:
      return { ...colleagues, ...outsiders }[person].name.split(' ')[0] ?? person;
  }
}

/** By line: the domain under which the people of a row have their addresses, none of them twice. */
export function domainsOf(rows: readonly Row[]): ReadonlyMap<number, string> {
  const domains = new Map<number, string>();
  const used = new Set<string>();
  for (const { line, read } of rows) {
    const own = mailDomain(read.ok ? read.value.domain : undefined);
    const isFree = own !== null && !used.has(own) && !madeUp.test(own);
    const domain = isFree ? own : `line-${line}.example.org`;
    used.add(domain);
    domains.set(line, domain);
  }
  return domains;
}

const madeUp = /^line-[0-9]+\.example\.org$/;

/** In the form that tells domains apart; null for what cannot stand in an address. */
function mailDomain(text: string | undefined): string | null {
  if (text === undefined) return null;
  const email = parseEmail(`someone@${text}`, []);
  return email.ok ? email.value.key.slice(email.value.key.lastIndexOf('@') + 1) : null;
}
