// Names, slugs and addresses, as far as random sequences use them: ASCII, and other scripts only as what leaves nothing.

import type { NameFault, SlugFault } from '../../../domain/shared/refusal.js';
import { fresh, refuse, type World } from './world.js';

/** Of the many reserved words those that sequences use. */
export const reservedWords: readonly string[] = ['support', 'admin'];

/** The name as it is kept. */
export function named(text: string): string {
  const name = text.trim().split(/\s+/).join(' ');
  const fault = nameFault(name);
  if (fault !== null) refuse('name_invalid', { reason: fault });
  return name;
}

function nameFault(name: string): NameFault | null {
  if (name === '') return 'empty';
  if (name.length > 100) return 'too_long';
  if (!/[\p{L}\p{N}]/u.test(name)) return 'no_letter_or_digit';
  if (name.includes('<') || name.includes('>')) return 'markup';
  return /\w\.(?:com|org)\b/.test(name) ? 'web_address' : null;
}

/** A slug that was asked for, as it is. */
export function slugged(text: string): string {
  const fault = slugFault(text);
  if (fault !== null) refuse('slug_invalid', { reason: fault });
  if (reservedWords.includes(text)) refuse('slug_reserved');
  return text;
}

/** A look-up's slug: reserved words may be asked for, and are nobody's. */
export function isSlug(text: string): boolean {
  return slugFault(text) === null;
}

function slugFault(text: string): SlugFault | null {
  if (text === '') return 'empty';
  if (text.length > 39) return 'too_long';
  const parts = text.split('-');
  if (!parts.every((part) => isRandom(part) || /^[a-z0-9]+$/.test(part))) return 'form';
  return /^[0-9]+$/.test(text) ? 'only_digits' : null;
}

/** The first free slug of a name: itself, `-2` to `-5`, then a random one. */
export function freeSlug(world: World, name: string): string {
  const plain = name.toLowerCase().replaceAll("'", '');
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== '');
  const joined = words.join('-');
  const base = /^[0-9]+$/.test(joined) ? `org-${joined}` : joined;
  if (base === '') return withChance(world, 'org');
  const candidates = [base, ...[2, 3, 4, 5].map((number) => `${base}-${number}`)];
  const free = candidates.find((slug) => !reservedWords.includes(slug) && !world.slugs.has(slug));
  return free ?? withChance(world, base);
}

/** `acme-~3`: six random characters follow, whatever they are. */
function withChance(world: World, base: string): string {
  return `${base}-~${fresh(world, 'chance').slice('chance '.length)}`;
}

function isRandom(part: string): boolean {
  return /^~[0-9]+$/.test(part);
}

/** The address as it is kept: as it was typed but for its domain. */
export function addressed(text: string): string {
  const [local, domain, ...rest] = text.trim().split('@');
  const isOne = local && domain?.includes('.') && rest.length === 0 && !text.includes(' ');
  if (!isOne) refuse('invalid_input');
  return text.trim();
}

/** Which addresses are one mailbox. */
export function keyOf(email: string): string {
  return email.toLowerCase();
}

/** Which addresses are one person as far as limits can tell. */
export function abuseKeyOf(email: string): string {
  const [local = '', domain = ''] = keyOf(email).split('@');
  const [person = ''] = local.split('+');
  return domain === 'gmail.com' ? `${person.replaceAll('.', '')}@${domain}` : `${person}@${domain}`;
}

export function localPartOf(email: string): string {
  return email.slice(0, email.indexOf('@'));
}
