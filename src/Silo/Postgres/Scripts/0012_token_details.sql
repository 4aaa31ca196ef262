-- Of the tokens read those that the model's server had in its cache, of the tokens made those of the reasoning. Rows of older logs have none, nor have those
-- that silos of an older version write, and count, beside newer ones: they do not name the columns. Constants as defaults rewrite no row.
-- Silos write meanwhile, and would wait behind a statement that waits for a reader: the change gives up at once where it would have to, and is tried again.
do $$
begin
    loop
        begin
            perform set_config('lock_timeout', '100ms', true);
            alter table inference_logs
                add column cached_tokens integer not null default 0,
                add column reasoning_tokens integer not null default 0;
            alter table inference_outbox
                add column cached_tokens integer not null default 0,
                add column reasoning_tokens integer not null default 0;
            alter table inference_rollups
                add column cached_tokens bigint not null default 0,
                add column reasoning_tokens bigint not null default 0;
            exit;
        exception
            when lock_not_available then
                perform pg_sleep(0.2);
        end;
    end loop;
end
$$;
