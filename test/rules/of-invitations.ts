// Rules of invitations: states and tokens.
import type { Rule } from './rule.js';

export const invitations: readonly Rule[] = [
  {
    id: 'INV-1',
    rule: 'A pending invitation becomes accepted, declined, revoked or expired; an expired one is renewed; all others are at their end.',
    test: {
      file: 'test/domain/organization/invitation-states.spec.ts',
      name: '$state, by $event, becomes $to (null: it cannot)',
    },
    without: {
      file: 'src/domain/organization/invitation.ts',
      find: '  accepted: {},',
      replace: "  accepted: { revoke: 'revoked' },",
    },
  },
  {
    id: 'INV-2',
    rule: 'An invitation is expired from the moment it expires, whatever has been written.',
    test: { file: 'test/application/invitations/answer.spec.ts', name: 'expires to the second' },
    without: {
      file: 'src/domain/organization/invitation.ts',
      find: "const isOver = invitation.state === 'pending' && invitation.expiresAt <= now;",
      replace: 'const isOver = false;',
    },
  },
  {
    id: 'INV-3',
    rule: 'A sweep writes down which invitations have expired.',
    test: {
      file: 'test/application/maintenance/maintenance.spec.ts',
      name: 'writes down what has expired, organization by organization, and what is renewed keeps its row',
    },
    without: {
      file: 'src/application/maintenance/invitations.ts',
      find: 'const overdue = await storage.invitations.overdue(now, batch);',
      replace: 'const overdue = [];',
    },
  },
  {
    id: 'INV-4',
    rule: 'Inviting again renews an expired invitation in its row: next revision, new inviter, new role.',
    test: {
      file: 'test/application/invitations/send.spec.ts',
      name: 'renews an expired invitation in its row: next revision, new inviter, new role',
    },
    without: {
      file: 'src/application/invitations/drafts.ts',
      find: 'revision: (expired?.value.revision ?? 0) + 1,',
      replace: 'revision: 1,',
    },
  },
  {
    id: 'INV-5',
    rule: 'A closed invitation is kept for 90 days with who closed it and when, and then purged.',
    test: {
      file: 'test/application/maintenance/maintenance.spec.ts',
      name: 'forgets closed invitations after ninety days',
    },
    without: {
      file: 'src/domain/shared/policy.ts',
      find: 'invitationHistory: [day, 90 * day, 3_650 * day],',
      replace: 'invitationHistory: [day, 89 * day, 3_650 * day],',
    },
  },
  {
    id: 'INV-6',
    rule: 'An invitation expires after 7 days.',
    test: {
      file: 'test/application/invitations/send.spec.ts',
      name: 'invites an address for a week, and shows admins no more than they may see',
    },
    without: {
      file: 'src/domain/shared/policy.ts',
      find: 'invitationLifetime: [3_600, 604_800, 2_592_000],',
      replace: 'invitationLifetime: [3_600, 604_801, 2_592_000],',
    },
  },
  {
    id: 'INV-7',
    rule: 'The lifetime of invitations is set between 1 hour and 30 days.',
    test: {
      file: 'test/domain/shared/policy.spec.ts',
      name: 'refuses %s outside its bounds, with a sentence that names them',
    },
    without: {
      file: 'src/domain/shared/policy.ts',
      find: 'invitationLifetime: [3_600, 604_800, 2_592_000],',
      replace: 'invitationLifetime: [3_599, 604_800, 2_592_000],',
    },
  },
  {
    id: 'INV-8',
    rule: 'An invitation expires on a whole second, the same in its token as in its row.',
    test: {
      file: 'test/domain/organization/invitation.prop.ts',
      name: 'is a whole second within the lifetime, and less than a second before its end',
    },
    without: {
      file: 'src/domain/organization/invitation.ts',
      find: 'secondsAfter(wholeSecond(now), policy.invitationLifetime)',
      replace: 'secondsAfter(now, policy.invitationLifetime)',
    },
  },
  {
    id: 'INV-9',
    rule: 'A token is a compact JWT under HS256 with a type and an audience of its own.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'is the header and the payload in a fixed order, and their HMAC',
    },
    without: {
      file: 'src/adapters/web/invitation-tokens.ts',
      find: "const type = 'guildhall-invitation+jwt';",
      replace: "const type = 'JWT';",
    },
  },
  {
    id: 'INV-10',
    rule: 'A token says the organization, the invitation, its revision and its expiry, and nothing else: no role and no address.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'is the header and the payload in a fixed order, and their HMAC',
    },
    without: {
      file: 'src/adapters/web/invitation-tokens.ts',
      find: 'const payload = JSON.stringify({ aud: audience, org, inv, rev, exp: expiresAt.getTime() / 1000 });',
      replace:
        'const payload = JSON.stringify({ aud: audience, inv, org, rev, exp: expiresAt.getTime() / 1000 });',
    },
  },
  {
    id: 'INV-11',
    rule: 'A token that says anything else, though it is truly signed, is not read.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'is not read with %s for its payload',
    },
    without: {
      file: 'src/adapters/web/invitation-tokens.ts',
      find: `"aud":"\${audience}"`,
      replace: '"aud":"[a-z:]+"',
    },
  },
  {
    id: 'INV-12',
    rule: 'A token is derived again from its invitation, always the same, letter by letter.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'comes out the same after every upgrade, since it is not kept anywhere',
    },
    without: {
      file: 'src/adapters/web/invitation-tokens.ts',
      find: 'return { alg: algorithm, typ: type, kid };',
      replace: 'return { alg: algorithm, typ: type, kid, jti: Math.random() };',
    },
  },
  {
    id: 'INV-13',
    rule: 'No token stands in a row: the invitation keeps its SHA-256.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'is signed with the newest key, and marked by its SHA-256',
    },
    without: {
      file: 'src/adapters/web/invitation-tokens.ts',
      find: `if (!isTokenDigest(digest)) throw new Error('SHA-256 did not give 64 hex digits');
  return digest;`,
      replace: 'return token;',
    },
  },
  {
    id: 'INV-14',
    rule: 'No token and no digest leaves the core but by mail, or as the link that an admin asks for.',
    test: {
      file: 'test/application/secrets.spec.ts',
      name: 'answers and throws without a token, a key or a digest',
    },
    without: {
      file: 'src/domain/shared/fields.ts',
      find: "tokenDigest: 'secret',",
      replace: "tokenDigest: 'admin',",
    },
  },
  {
    id: 'INV-15',
    rule: 'The link that an admin asks for is journaled.',
    test: {
      file: 'test/application/invitations/many.spec.ts',
      name: 'need no mail, and are bound to the address all the same',
    },
    without: {
      file: 'src/application/invitations/send.ts',
      find: "facts: [{ type: 'invitation_handed_over', ...input, revision }],",
      replace: 'facts: [],',
    },
  },
  {
    id: 'INV-16',
    rule: 'A link that was handed over is for the invited address only.',
    test: {
      file: 'test/application/invitations/many.spec.ts',
      name: 'need no mail, and are bound to the address all the same',
    },
    without: {
      file: 'src/domain/organization/invitation.ts',
      find: "if (user.emailKey !== invitation.emailKey) return { code: 'invitation_email_mismatch' };",
      replace: '',
    },
  },
  {
    id: 'INV-17',
    rule: 'Keys rotate: what an older key has signed is read as long as the key is given.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'of an older key is still derived and read',
    },
    without: {
      file: 'src/adapters/web/invitation-tokens.ts',
      find: 'const key = all.find((one) => encode(JSON.stringify(headerOf(one))) === parts.header);',
      replace:
        'const key = [newest].find((one) => encode(JSON.stringify(headerOf(one))) === parts.header);',
    },
  },
  {
    id: 'INV-18',
    rule: 'A key that is withdrawn takes its tokens with it: every pending invitation is issued anew.',
    test: {
      file: 'test/application/invitations/many.spec.ts',
      name: 'all of them, when the key that signed them is withdrawn',
    },
    without: {
      file: 'src/application/invitations/withdraw-key.ts',
      find: 'const pending = await unit.storage.invitations.pendingUnder(kid, unit.now, batch);',
      replace: 'const pending = [];',
    },
  },
  {
    id: 'INV-19',
    rule: 'A relay mails only the token whose digest the row has.',
    test: {
      file: 'test/application/relay/relay-run.spec.ts',
      name: 'never sign what is not the token of the row',
    },
    without: {
      file: 'src/application/relay/relay.ts',
      find: "if (signed?.digest !== invitation.tokenDigest) return 'failed';",
      replace: '',
    },
  },
];
