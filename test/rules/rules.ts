// The rules of organizations, slugs, e-mail addresses, invitations and the journal, each with its proof.

import { accounts } from './of-accounts.js';
import { answers } from './of-answers.js';
import { emails } from './of-emails.js';
import { ends } from './of-ends.js';
import { invitations } from './of-invitations.js';
import { journal } from './of-journal.js';
import { keptSlugs } from './of-kept-slugs.js';
import { members } from './of-members.js';
import { namesAndProfiles } from './of-names.js';
import { sending } from './of-sending.js';
import { slugs } from './of-slugs.js';
import type { Rule } from './rule.js';

export const rules: readonly Rule[] = [
  ...namesAndProfiles,
  ...accounts,
  ...members,
  ...ends,
  ...slugs,
  ...keptSlugs,
  ...emails,
  ...invitations,
  ...answers,
  ...sending,
  ...journal,
];
