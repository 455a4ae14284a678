-- Statements in any language, with its script or region where they matter (qu-BO).

alter table conversations drop constraint conversations_language_form,
  add constraint conversations_language_form check (language ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$');
alter table conversation_statements drop constraint conversation_statements_language_form,
  add constraint conversation_statements_language_form check (language ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$');
alter table conversation_translations drop constraint conversation_translations_language_form,
  add constraint conversation_translations_language_form check (language ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$');
comment on column conversations.language is 'Language in which it is held (BCP 47); statements without another are in it. Personal data: no.';
comment on column conversation_statements.language is 'Language in which it was written (BCP 47). Personal data: no.';
comment on column conversation_translations.language is 'Into which language (BCP 47). Personal data: no.';
