// Steps with invitations: what admins do with them, and how people use the links in the mails.

import type { BuiltInRole } from '../../../src/domain/organization/role-permissions.js';
import { invitationTokenOf } from '../../../src/testing/doubles/recording-mailer.js';
import { type ColleagueKey, type OrganizationActorKey, personaName } from '../personas.js';
import type { ScenarioContext } from '../scenario-context.js';
import type { StepDefinition } from './step-definition.js';

export function inviteStep(
  whom: ColleagueKey,
  role: BuiltInRole = 'member',
  byMail: boolean = true,
): StepDefinition {
  return {
    text: `invites ${personaName(whom)} as ${role}${byMail ? '' : ', without a mail'}`,
    async run(context, self) {
      const invited = await context.guildhall.invitations.invite(context.actor(self), {
        ...context.organizationInput,
        email: context.addressOf(whom),
        role,
        byMail,
      });
      if (invited.ok) context.setInvitationId(whom, invited.value.id);
      return invited;
    },
  };
}

export const inviteWithoutAddressStep: StepDefinition = {
  text: 'invites "Ana", which is no address',
  run: (context, self) =>
    context.guildhall.invitations.invite(context.actor(self), {
      ...context.organizationInput,
      email: 'Ana',
    }),
};

export function resendStep(whom: ColleagueKey): StepDefinition {
  return {
    text: `resends ${personaName(whom)}'s invitation`,
    run: (context, self) =>
      context.guildhall.invitations.resend(context.actor(self), {
        ...context.organizationInput,
        invitationId: context.invitationIdOf(whom),
      }),
  };
}

export function revokeStep(whom: ColleagueKey): StepDefinition {
  return {
    text: `revokes ${personaName(whom)}'s invitation`,
    run: (context, self) =>
      context.guildhall.invitations.revoke(context.actor(self), {
        ...context.organizationInput,
        invitationId: context.invitationIdOf(whom),
      }),
  };
}

export const listInvitationsStep: StepDefinition = {
  text: 'looks at the invitations',
  run: (context, self) =>
    context.guildhall.invitations.list(context.actor(self), context.organizationInput),
};

/** The link with which a person accepts or declines. */
interface InvitationLink {
  /** The words after "accepts" or "declines". */
  readonly text: string;
  tokenIn(context: ScenarioContext, self: OrganizationActorKey): string;
}

const latestLink: InvitationLink = {
  text: '',
  tokenIn: (context, self) => invitationTokenOf(context.mailTo(self, 'latest')),
};

/** The link of the first mail, which a later mail has made invalid. */
export const firstLink: InvitationLink = {
  text: ' with an older link',
  tokenIn: (context, self) => invitationTokenOf(context.mailTo(self, 'first')),
};

export function linkOfColleague(other: ColleagueKey): InvitationLink {
  return {
    text: ` with ${personaName(other)}'s link`,
    tokenIn: (context) => invitationTokenOf(context.mailTo(other, 'latest')),
  };
}

export const forgedLink: InvitationLink = {
  text: ' with a forged link',
  tokenIn: () => 'eyJhbGciOiJub25lIn0.eyJpbnZpdGF0aW9uSWQiOiIxIn0.',
};

export const previewInvitationStep: StepDefinition = {
  text: 'reads the invitation',
  run: (context, self) =>
    context.guildhall.invitations.preview(null, { token: latestLink.tokenIn(context, self) }),
};

export function acceptStep(link: InvitationLink = latestLink): StepDefinition {
  return {
    text: `accepts${link.text}`,
    run: (context, self) =>
      context.guildhall.invitations.accept(context.actor(self), {
        token: link.tokenIn(context, self),
      }),
  };
}

export function declineStep(link: InvitationLink = latestLink): StepDefinition {
  return {
    text: `declines${link.text}`,
    run: (context, self) =>
      context.guildhall.invitations.decline(context.actor(self), {
        token: link.tokenIn(context, self),
      }),
  };
}
