-- No single network holds the chat: how many go on from it is counted by a keyed digest, which is erased when the chat ends.

alter table case_chats
  add column network bytea,
  add constraint case_chats_network_length check (octet_length(network) = 8),
  add constraint case_chats_network_live check (network is null or ended_at is null);
comment on column case_chats.network is 'Keyed digest of the network of the person; null once it ended. Personal data: pseudonymous.';
