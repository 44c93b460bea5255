// The link in an invitation mail.

/** The link to the page where an invitation is accepted or declined. `baseUrl` is from `baseUrlOrThrow`. */
export function invitationLink(baseUrl: string, token: string): string {
  return `${baseUrl}/invitations/accept?token=${encodeURIComponent(token)}`;
}
