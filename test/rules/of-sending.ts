// Rules of invitations: limits and mail.
import type { Rule } from './rule.js';

export const sending: readonly Rule[] = [
  {
    id: 'INV-34',
    rule: 'Sending again makes a new revision: a new token and expiry, and the old token dies.',
    test: {
      file: 'test/application/invitations/send.spec.ts',
      name: 'sends again with a new token and expiry, after a minute and ten times a day',
    },
    without: { kind: 'BinaryExpression', becomes: '$left' },
  },
  {
    id: 'INV-35',
    rule: 'Between two sends of one invitation there is a minute.',
    test: {
      file: 'test/application/invitations/send.spec.ts',
      name: 'sends again with a new token and expiry, after a minute and ten times a day',
    },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'INV-36',
    rule: 'One invitation is sent at most 10 times a day.',
    test: {
      file: 'test/application/invitations/send.spec.ts',
      name: 'sends again with a new token and expiry, after a minute and ten times a day',
    },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'INV-37',
    rule: 'Every attempt to send is counted, one that fails too.',
    test: {
      file: 'test/application/relay/relay.spec.ts',
      name: 'tries again after a minute, five, thirty, and hours, and then gives up',
    },
    without: { kind: 'PropertyAssignment', becomes: '' },
  },
  {
    id: 'INV-38',
    rule: 'The last attempt that the mail server took is noted, and no other.',
    test: {
      file: 'test/rules/invitations.spec.ts',
      name: 'stays pending where its mail fails, and notes the last attempt that was taken',
    },
    without: { kind: 'ConditionalExpression', becomes: '($whenTrue)' },
  },
  {
    id: 'INV-39',
    rule: 'A mail that failed is a mark beside the state: the invitation stays pending.',
    test: {
      file: 'test/rules/invitations.spec.ts',
      name: 'stays pending where its mail fails, and notes the last attempt that was taken',
    },
    without: {
      kind: 'ShorthandPropertyAssignment',
      becomes: "$name, ...($name.state === 'failed' ? { state: 'revoked' } : {})",
    },
  },
  {
    id: 'INV-40',
    rule: 'An organization has at most 100 pending invitations.',
    test: {
      file: 'test/application/invitations/send.spec.ts',
      name: 'counts pending invitations, up to the limit',
    },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'INV-41',
    rule: 'One inviter sends at most 100 invitations a day.',
    test: {
      file: 'test/application/invitations/many.spec.ts',
      name: 'to a hundred a day for one inviter',
    },
    without: { kind: 'ArrayLiteralExpression', becomes: '$elements.0.expression' },
  },
  {
    id: 'INV-42',
    rule: 'One organization sends at most 10 invitations a day to the addresses of one abuse key.',
    test: {
      file: 'test/application/invitations/many.spec.ts',
      name: 'to ten a day for one person’s addresses in one organization',
    },
    without: { kind: 'PropertyAccessExpression', becomes: '1e9' },
  },
  {
    id: 'INV-43',
    rule: 'All organizations together send at most 10 invitations in 10 minutes to the addresses of one abuse key.',
    test: {
      file: 'test/application/invitations/many.spec.ts',
      name: 'to ten in ten minutes for one person’s addresses, over all organizations',
    },
    without: { kind: 'PropertyAccessExpression', becomes: '1e9' },
  },
  {
    id: 'INV-44',
    rule: 'One command invites up to 20 addresses.',
    test: { file: 'test/rules/invitations.spec.ts', name: 'are at most twenty in one command' },
    without: { kind: 'NumericLiteral', becomes: '21' },
  },
  {
    id: 'INV-45',
    rule: 'Several invitations are written all or none, and every failure is named by its index.',
    test: {
      file: 'test/application/invitations/many.spec.ts',
      name: 'are none where one cannot be, and every failure is named by its index',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'INV-46',
    rule: 'A relay claims a mail under a lease, so that two relays send no mail twice.',
    test: {
      file: 'test/application/relay/relay.spec.ts',
      name: 'keeps two relays apart, and mails everything once',
    },
    without: { kind: 'ParenthesizedExpression', becomes: 'true' },
  },
  {
    id: 'INV-47',
    rule: 'A relay that lost its lease records nothing.',
    test: {
      file: 'test/application/relay/relay.spec.ts',
      name: 'lets another relay take over after five minutes, and says so',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'INV-48',
    rule: 'A mail is tried again after 1 and 5 and 30 minutes and 2, 6, 12 and 24 hours, and then marked as failed.',
    test: {
      file: 'test/application/relay/relay.spec.ts',
      name: 'tries again after a minute, five, thirty, and hours, and then gives up',
    },
    without: { kind: 'NumericLiteral', becomes: '' },
  },
  {
    id: 'INV-49',
    rule: 'The waits differ by up to a tenth, by chance.',
    test: {
      file: 'test/domain/shared/delivery.prop.ts',
      name: 'is tried eight times over at least 44.6 hours and at most a tenth more, then given up',
    },
    without: { kind: 'NumericLiteral', becomes: '5' },
  },
  {
    id: 'INV-50',
    rule: 'A mail has one message id in all attempts.',
    test: {
      file: 'test/application/relay/relay.spec.ts',
      name: 'sends the same mail, word for word, when it tries again',
    },
    without: { kind: 'TemplateExpression', becomes: '$node + Math.random()' },
  },
  {
    id: 'INV-51',
    rule: 'A mail is sent until its sending is recorded: at least once.',
    test: {
      file: 'test/application/relay/relay-run.spec.ts',
      name: 'mails what a lost answer has claimed once the lease is over',
    },
    without: { kind: 'ParenthesizedExpression', becomes: '$expression.left' },
  },
  {
    id: 'INV-52',
    rule: 'A mail whose invitation was closed is dropped, though a relay holds it.',
    test: {
      file: 'test/domain/organization/invitation.spec.ts',
      name: 'is no longer sent once it is closed: a relay that holds it has lost its lease',
    },
    without: { kind: 'ConditionalExpression', becomes: '$whenFalse' },
  },
  {
    id: 'INV-53',
    rule: 'A mail whose invitation has expired is not sent.',
    test: {
      file: 'test/application/relay/relay.spec.ts',
      name: 'mails no invitation that was closed, has expired, or lost its organization',
    },
    without: { kind: 'ConditionalExpression', becomes: '$whenTrue' },
  },
  {
    id: 'INV-54',
    rule: 'What became of a mail of an older revision is not recorded.',
    test: {
      file: 'test/application/relay/relay.spec.ts',
      name: 'records nothing of an older revision',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'INV-55',
    rule: 'Who declines and blocks is mailed no further invitation of that organization.',
    test: {
      file: 'test/application/relay/relay.spec.ts',
      name: 'drops an invitation to somebody who has blocked the organization, and no other',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'INV-56',
    rule: 'Nobody in the organization is told of a block.',
    test: {
      file: 'test/application/invitations/many.spec.ts',
      name: 'are not mailed any more, and nobody in the organization is told',
    },
    without: { kind: 'ShorthandPropertyAssignment', becomes: '$name, blocked: true' },
  },
];
