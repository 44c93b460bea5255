import fc from 'fast-check';
import { type Email, parseEmail } from '../../domain/user/email.js';
import { parsed } from './parsed.js';
import { words, wordsOf } from './words.js';

const atoms = [..."abcdefghijklmnopqrstuvwxyzABCXYZ0123456789!#$%&'*+/=?^_`{|}~-"];
const labels = ['example', 'Mentra', 'mail-2', 'x', 'bücher', '例え', 'пример', 'উদাহরণ', 'ผู้ใช้'];
const endings = ['com', 'org', 'CO.uk', 'example', 'рф', '中国'];

/** Addresses with their keys: mixed case, plus tags, local parts of other scripts, international domains. */
export function emails(): fc.Arbitrary<Email> {
  const atom = fc.oneof({ weight: 4, arbitrary: wordsOf(atoms, 10) }, words(4));
  const local = fc.array(atom, { minLength: 1, maxLength: 3 });
  const labelsBelow = fc.array(fc.constantFrom(...labels), { minLength: 1, maxLength: 3 });
  return fc
    .tuple(local, labelsBelow, fc.constantFrom(...endings))
    .map(([name, domain, ending]) => `${name.join('.')}@${domain.join('.')}.${ending}`)
    .map(emailOf);
}

function emailOf(text: string): Email {
  const email = parseEmail(text, []);
  return parsed(text, email.ok ? email.value : null);
}
