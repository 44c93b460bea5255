// The slugs that no organization may have.

/**
 * Slugs that no organization may have, grouped by their source.
 *
 * Each word is in slug form and reserves only that exact slug: `api` is reserved and `api-lab` is
 * not. The list leaves out words that are the whole name of real organizations and that no route or
 * host needs ("enterprise", "discover", "ghost", "gateway", "infinity"). It has no all-digit words
 * ("404"), because a slug cannot be all digits.
 */
const splitWords = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Words that REST and form routes use after a collection's name. Source: web framework conventions. */
const actionRoutes = splitWords(`
  new edit create update delete remove add index search save submit confirm cancel verify enable
  disable import export download downloads share preview activate deactivate
`);

/** Sign-in, sign-out and authentication. Source: OAuth 2, OpenID Connect, SAML and SCIM. */
const authenticationRoutes = splitWords(`
  login logout signin signout sign-in sign-out signup sign-up register registration auth
  authentication authorization oauth oauth2 oidc saml sso scim mfa 2fa otp webauthn passkey
  password passwords forgot-password reset-password change-password session sessions token tokens
  callback verify-email confirm-email csrf
`);

/** Pages of the signed-in user. Source: web application conventions. */
const accountRoutes = splitWords(`
  account accounts profile profiles settings preferences user users me my notification
  notifications inbox dashboard followers following onboarding welcome
`);

/** Machine entry points and served files. Source: web server and framework conventions. */
const technicalRoutes = splitWords(`
  api apis graphql webhook webhooks websocket ws assets static public media img css js fonts file
  favicon robots sitemap manifest health healthz healthcheck livez readyz ping metrics status
  version debug logs configuration v1 v2 v3 v4 openapi service-worker
`);

/**
 * Well-known paths as their names look in slug form. Source: RFC 8615 (`/.well-known`), RFC 9309
 * (`robots.txt`), RFC 9116 (`security.txt`), and the paths that scanners try first.
 */
const wellKnownPaths = splitWords(`
  well-known robots-txt security-txt humans-txt index-html index-php cgi-bin wp-admin wp-login
  phpmyadmin
`);

/** Public pages about the service itself. Source: web site conventions. */
const sitePages = splitWords(`
  about about-us contact contact-us help help-center faq docs documentation guides blog press
  careers jobs pricing features changelog release-notes forum subscribe unsubscribe report
  report-abuse bugs explore
`);

/** Legal pages. Source: pages that European and American law and app stores require. */
const legalPages = splitWords(`
  terms terms-of-service terms-of-use tos privacy privacy-policy legal imprint cookies dmca gdpr
  ccpa accessibility acceptable-use
`);

/** Names of environments. Source: deployment conventions. */
const environments = splitWords(`
  dev development staging production prod sandbox internal intranet
`);

/** Mailboxes that every domain should have. Source: RFC 2142, sections 3 to 5. */
const rfc2142Mailboxes = splitWords(`
  info marketing sales support abuse noc security postmaster hostmaster usenet news webmaster www
  uucp ftp
`);

/**
 * More mailboxes of authority: their owner may get a TLS certificate or be trusted. Source:
 * CA/Browser Forum Baseline Requirements 3.2.2.4.4 (`admin`, `administrator`), names that
 * authorities once took as well (`ssladmin`), Unix mail aliases.
 */
const otherTrustedMailboxes = splitWords(`
  admin administrator root daemon mailer-daemon nobody noreply no-reply do-not-reply bounce
  majordomo ssladmin ssladministrator
`);

/** Common host names, for services that use a slug as a subdomain. Source: DNS practice. */
const hostNames = splitWords(`
  www1 www2 ns1 ns2 ns3 dns sftp ssh git vpn cdn proxy ldap sip xmpp irc cpanel whm
`);

/** Names of mail hosts and of DNS records for mail. Source: RFC 6376, RFC 7489, RFC 8461. */
const mailHosts = splitWords(`
  mx mx1 mx2 mail mail1 email webmail smtp imap pop pop3 mta-sts dkim dmarc spf domainkey bimi
`);

/**
 * Names that clients look up automatically and then trust. Source: Exchange's Autodiscover,
 * Thunderbird's Autoconfig, the Windows DNS server's global query block list (`wpad`, `isatap`),
 * Lync and Intune discovery, OpenPGP's Web Key Directory.
 */
const autodiscoveryHosts = splitWords(`
  autodiscover autoconfig wpad isatap lyncdiscover enterpriseenrollment enterpriseregistration
  msoid openpgpkey
`);

/** Names for special use. Source: RFC 2606, RFC 6761, the hosts file. */
const specialUseNames = splitWords('localhost localdomain broadcasthost example invalid test');

/**
 * JavaScript's special names in slug form, and the texts that programming mistakes print
 * ("[object Object]", "Invalid Date"). Source: ECMAScript.
 */
const javascriptNames = splitWords(`
  constructor prototype undefined null nan true false void eval globalthis tostring valueof
  hasownproperty isprototypeof propertyisenumerable object-object invalid-date undefined-undefined
  null-null
`);

/** Names for which Windows opens a device, not a file. Source: Microsoft, "Naming Files". */
const windowsDevices = splitWords(`
  con prn aux nul conin conout com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt0 lpt1 lpt2
  lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9
`);

/** Names that look like the platform's own staff. Source: platforms' naming policies. */
const authorityNames = splitWords(`
  official verified administrators moderator staff team owner owners system sysadmin superuser
  sudo helpdesk help-desk customer-service customer-support support-team security-team
  trust-and-safety
`);

/** Words that mean everybody, nobody or nothing. Source: access lists and placeholders. */
const placeholders = splitWords(`
  all any none everyone anonymous unknown guest other default deleted errors not-found forbidden
  unauthorized maintenance
`);

/** Words that this platform uses itself. Source: Guildhall's aggregates, commands and pages. */
const platformWords = splitWords(`
  guildhall organization organizations organisation organisations org orgs personal member members
  membership memberships role roles permission permissions invite invites invitation invitations
  accept decline revoke resend leave app apps appstore store install installs installed review
  reviews reviewers submissions release releases developer developers console publisher api-key
  api-keys apikeys photo photos gallery uptime incident incidents analytics billing plan plans
  seats subscription subscriptions invoice invoices payment payments checkout audit audit-trail
  journal outbox
`);

/** All reserved slugs, each 1 to 39 characters in slug form. */
export const reservedSlugs: ReadonlySet<string> = new Set([
  ...actionRoutes, // SLUG-20
  ...authenticationRoutes,
  ...accountRoutes,
  ...technicalRoutes,
  ...wellKnownPaths,
  ...sitePages,
  ...legalPages,
  ...environments,
  ...rfc2142Mailboxes, // SLUG-21
  ...otherTrustedMailboxes,
  ...hostNames,
  ...mailHosts,
  ...autodiscoveryHosts,
  ...specialUseNames, // SLUG-23
  ...javascriptNames, // SLUG-22
  ...windowsDevices, // SLUG-24
  ...authorityNames,
  ...placeholders,
  ...platformWords,
]);

/** The reserved slugs of an embedder: the built-in ones, and the words that the embedder adds. */
export function allReservedSlugs(added: Iterable<string>): ReadonlySet<string> {
  return new Set(/* SLUG-25 */ [...reservedSlugs, ...added]);
}

/** Whether the slug is one of the reserved words. A slug that contains such a word beside others is not. */
export function isReservedSlug(slug: string, reserved: ReadonlySet<string>): boolean {
  return /* SLUG-17 SLUG-19 */ reserved.has(slug);
}
