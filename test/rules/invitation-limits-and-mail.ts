// Rules of invitations: limits and mail.
import type { Rule } from './rule.js';

export const invitationLimitRules: readonly Rule[] = [
  {
    id: 'INV-34',
    statement:
      'Sending an invitation again makes a new revision with a new token and expiry, and the old token stops working.',
    test: {
      file: 'test/application/invitations/invite-revoke-resend.spec.ts',
      name: 'resends with a new token and expiry, after a minute and ten times a day',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: 'invitation.revision' },
  },
  {
    id: 'INV-35',
    statement: 'At least a minute passes between two sends of one invitation.',
    test: {
      file: 'test/application/invitations/invite-revoke-resend.spec.ts',
      name: 'resends with a new token and expiry, after a minute and ten times a day',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'INV-36',
    statement: 'One invitation is sent at most 10 times a day.',
    test: {
      file: 'test/application/invitations/invite-revoke-resend.spec.ts',
      name: 'resends with a new token and expiry, after a minute and ten times a day',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'INV-37',
    statement: 'The outbox counts every attempt to send a mail, also a failed one.',
    test: {
      file: 'test/application/relay/relay.spec.ts',
      name: 'tries again after 1, 5 and 30 minutes, then after hours, and then gives up',
    },
    removal: { kind: 'PropertyAssignment', replacement: '' },
  },
  {
    id: 'INV-38',
    statement:
      'The outbox keeps the time of the last mail that the mail server accepted, in the row of the invitation.',
    test: {
      file: 'test/rules/invitations.spec.ts',
      name: 'stays pending if its mail fails, and keeps the time of the last mail that was sent',
    },
    removal: { kind: 'ConditionalExpression', replacement: '($whenTrue)' },
  },
  {
    id: 'INV-39',
    statement: 'The outbox records a failed mail beside the state: the invitation stays pending.',
    test: {
      file: 'test/rules/invitations.spec.ts',
      name: 'stays pending if its mail fails, and keeps the time of the last mail that was sent',
    },
    removal: {
      kind: 'ShorthandPropertyAssignment',
      replacement: "$name, ...($name.state === 'failed' ? { state: 'revoked' } : {})",
    },
  },
  {
    id: 'INV-40',
    statement: 'An organization has at most 100 pending invitations.',
    test: {
      file: 'test/application/invitations/invite-revoke-resend.spec.ts',
      name: 'refuses more pending invitations than the limit',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'INV-41',
    statement: 'One inviter sends at most 100 invitations a day.',
    test: {
      file: 'test/application/invitations/rate-limits.spec.ts',
      name: 'allow a hundred a day to one inviter',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: '1e9' },
  },
  {
    id: 'INV-42',
    statement:
      'One organization sends at most 10 invitations a day to the addresses of one rate limit key.',
    test: {
      file: 'test/application/invitations/rate-limits.spec.ts',
      name: 'allow ten a day to one person’s addresses in one organization',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: '1e9' },
  },
  {
    id: 'INV-43',
    statement:
      'All organizations together send at most 10 invitations in 10 minutes to the addresses of one rate limit key.',
    test: {
      file: 'test/application/invitations/rate-limits.spec.ts',
      name: 'allow ten in ten minutes to one person’s addresses, over all organizations',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: '1e9' },
  },
  {
    id: 'INV-44',
    statement: 'One command invites at most 100 addresses.',
    test: {
      file: 'test/rules/invitations.spec.ts',
      name: 'are limited to a hundred per command',
    },
    removal: { kind: 'NumericLiteral', replacement: '101' },
  },
  {
    id: 'INV-45',
    statement:
      'Several invitations are written all or none, if the caller does not say that failures are skipped, and the refusal gives the index of every failure.',
    test: {
      file: 'test/application/invitations/invite-many.spec.ts',
      name: 'invites nobody where one address is refused, and names every failure by its index',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'INV-46',
    statement: 'A relay claims a mail with a lease, so that two relays do not both send it.',
    test: {
      file: 'test/application/relay/relay.spec.ts',
      name: 'mails everything once with two relays',
    },
    removal: { kind: 'ParenthesizedExpression', replacement: 'true' },
  },
  {
    id: 'INV-47',
    statement: 'A relay whose lease has ended records nothing.',
    test: {
      file: 'test/application/relay/relay.spec.ts',
      name: 'lets another relay take over after five minutes, and counts an overrun',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'INV-48',
    statement:
      'A failed mail is tried again after 1, 5 and 30 minutes and 2, 6, 12 and 24 hours, and is then marked as failed.',
    test: {
      file: 'test/application/relay/relay.spec.ts',
      name: 'tries again after 1, 5 and 30 minutes, then after hours, and then gives up',
    },
    removal: { kind: 'NumericLiteral', replacement: '' },
  },
  {
    id: 'INV-49',
    statement: 'A random part makes the wait before each attempt up to a tenth longer.',
    test: {
      file: 'test/domain/shared/delivery.prop.ts',
      name: 'is tried eight times over 44.6 hours and up to a tenth more, then given up',
    },
    removal: { kind: 'NumericLiteral', replacement: '5' },
  },
  {
    id: 'INV-50',
    statement: 'A mail has the same message id in all attempts.',
    test: {
      file: 'test/application/relay/relay.spec.ts',
      name: 'sends the same mail, word for word, when it tries again',
    },
    removal: { kind: 'TemplateExpression', replacement: '$node + Math.random()' },
  },
  {
    id: 'INV-51',
    statement:
      'A mail is sent at least once: when the lease of its delivery is over, it is sent again, until its sending is recorded.',
    test: {
      file: 'test/application/relay/relay-run.spec.ts',
      name: 'mails what a claim without an answer claimed, after the lease',
    },
    removal: { kind: 'ParenthesizedExpression', replacement: '$expression.left' },
  },
  {
    id: 'INV-52',
    statement: 'Closing an invitation drops its mail, even if a relay has claimed it.',
    test: {
      file: 'test/domain/organization/invitation.spec.ts',
      name: 'drops its queued mail when it is closed, and a relay loses its lease',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenFalse' },
  },
  {
    id: 'INV-53',
    statement: 'The outbox gives no relay the mail of an expired invitation.',
    test: {
      file: 'test/application/relay/relay.spec.ts',
      name: 'mails no closed or expired invitation, and none of a deleted organization',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'INV-54',
    statement:
      'A delivery that has lost its lease records no outcome, such as that of the mail of an older revision.',
    test: {
      file: 'test/application/relay/relay.spec.ts',
      name: 'records no outcome of an older revision',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'INV-55',
    statement: 'A user who blocked an organization gets no mail about its invitations.',
    test: {
      file: 'test/application/relay/relay.spec.ts',
      name: 'sends no invitation to users who blocked the organization, and counts it as sent',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'INV-56',
    statement: 'To the organization, a decline with a block looks like any other decline.',
    test: {
      file: 'test/application/invitations/decline-and-block.spec.ts',
      name: 'stops its invitation mails, and the organization does not see the block',
    },
    removal: { kind: 'ShorthandPropertyAssignment', replacement: '$name, blocked: true' },
  },
  {
    id: 'INV-57',
    statement:
      'To the organization, an invitation that is not mailed because of a block looks like one that was mailed.',
    test: {
      file: 'test/application/invitations/decline-and-block.spec.ts',
      name: 'shows the organization nothing: an invitation that was not sent looks like one that was',
    },
    removal: { kind: 'StringLiteral', replacement: "'dropped'" },
  },
  {
    id: 'INV-58',
    statement: 'At most 5 mails of one organization are on their way in a relay at once.',
    test: {
      file: 'test/application/relay/places.spec.ts',
      name: 'is taken by at most five mails of one organization',
    },
    removal: { kind: 'NumericLiteral', replacement: '10' },
  },
  {
    id: 'INV-59',
    statement: 'A request that one of its limits refuses takes nothing of the others.',
    test: {
      file: 'test/application/invitations/rate-limits.spec.ts',
      name: 'take nothing for the first addresses of a request if a later one is refused',
    },
    removal: { kind: 'AwaitExpression', replacement: 'null' },
  },
  {
    id: 'INV-60',
    statement:
      'Notices about a membership count like invitations to the same address, and are dropped if they are too many.',
    test: {
      file: 'test/application/relay/notices.spec.ts',
      name: 'of sixty changes of one role are ten mails a day, and then the organization has no invitation left for this address',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
];
