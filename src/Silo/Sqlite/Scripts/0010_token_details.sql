-- Of the tokens read those that the model's server had in its cache, of the tokens made those of the reasoning. In the logs they lie behind the document, so
-- that no log has to be written again: SQLite keeps 0, and what a row does not have, in the row's header, and reads through the document for other values alone.
alter table inference_logs add column cached_tokens integer not null default 0;
alter table inference_logs add column reasoning_tokens integer not null default 0;
alter table inference_rollups add column cached_tokens integer not null default 0;
alter table inference_rollups add column reasoning_tokens integer not null default 0;
