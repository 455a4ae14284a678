-- Secrets of authenticator apps are sealed by the program; those kept in clear are sealed at its next start.

comment on column totp_factors.secret is 'Shared secret of RFC 6238, sealed with AES-256-GCM and the key totp of the table secrets; empty once removed. Personal data: no.';
comment on column one_time_links.totp_secret is 'Secret of the authenticator app while the first administrator confirms it, sealed as those of totp_factors. Personal data: no.';
