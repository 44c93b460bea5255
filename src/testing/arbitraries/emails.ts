import fc from 'fast-check';
import { type EmailWithKey, parseEmail } from '../../domain/user/email.js';
import { parsedOrThrow } from './parsed-or-throw.js';
import { stringsOf, words } from './words.js';

const localPartCharacters = [..."abcdefghijklmnopqrstuvwxyzABCXYZ0123456789!#$%&'*+/=?^_`{|}~-"];
const domainLabels = [
  'example',
  'Mentra',
  'mail-2',
  'x',
  'bücher',
  '例え',
  'пример',
  'উদাহরণ',
  'ผู้ใช้',
];
const topLevelDomains = ['com', 'org', 'CO.uk', 'example', 'рф', '中国'];

/** Addresses with their keys: with mixed case, +tags, local parts in other scripts and international domains. */
export function emails(): fc.Arbitrary<EmailWithKey> {
  const atom = fc.oneof({ weight: 4, arbitrary: stringsOf(localPartCharacters, 10) }, words(4));
  const local = fc.array(atom, { minLength: 1, maxLength: 3 });
  const labelsBelow = fc.array(fc.constantFrom(...domainLabels), { minLength: 1, maxLength: 3 });
  return fc
    .tuple(local, labelsBelow, fc.constantFrom(...topLevelDomains))
    .map(([name, domain, ending]) => `${name.join('.')}@${domain.join('.')}.${ending}`)
    .map(emailWithKeyOrThrow);
}

function emailWithKeyOrThrow(text: string): EmailWithKey {
  const email = parseEmail(text, []);
  return parsedOrThrow(text, email.ok ? email.value : null);
}
