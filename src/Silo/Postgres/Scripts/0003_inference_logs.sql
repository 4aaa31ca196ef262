-- created_at is in milliseconds since 1970; position counts the earlier rows of the same correlation id. One partition a month.
create table inference_logs (
    id text collate "C" not null,
    environment text collate "C" not null,
    owner text collate "C" not null,
    created_at bigint not null,
    "user" text collate "C",
    api_key_id text collate "C" not null,
    model text collate "C" not null,
    type text collate "C" not null,
    succeeded integer not null,
    correlation_id text collate "C" not null,
    position integer not null,
    input_tokens integer not null,
    output_tokens integer not null,
    latency_ms bigint not null,
    tags text[] collate "C" not null,
    document json not null,
    primary key (created_at, id)
) partition by range (created_at);

-- One index a filter, each in the order of the list. Ids break ties and are not in the indexes: rows of one millisecond are few.
create index inference_logs_newest on inference_logs (environment, created_at);
create index inference_logs_by_owner on inference_logs (environment, owner, created_at);
create index inference_logs_by_user on inference_logs (environment, "user", created_at) where "user" is not null;
create index inference_logs_by_api_key on inference_logs (environment, api_key_id, created_at);
create index inference_logs_by_model on inference_logs (environment, model, created_at);
create index inference_logs_by_type on inference_logs (environment, type, created_at);
create index inference_logs_by_failure on inference_logs (environment, created_at) where succeeded = 0;
create index inference_logs_by_correlation on inference_logs (environment, correlation_id, position);
create index inference_logs_by_tag on inference_logs using gin (tags) where tags <> '{}';

-- Every log's id, once, whatever its month: a key over partitions would need the month in it.
create table inference_log_ids (
    id text collate "C" primary key,
    environment text collate "C" not null,
    created_at bigint not null
);

create index inference_log_ids_by_time on inference_log_ids using brin (created_at);

-- The position that the next log of a correlation id gets. A log that is its own correlation needs none; own is 1 where there is such a log.
create table inference_correlations (
    environment text collate "C" not null,
    correlation_id text collate "C" not null,
    next integer not null,
    own integer not null,
    last_at bigint not null,
    primary key (environment, correlation_id)
) with (fillfactor = 70);

-- Logs that statistics have not counted yet, with all that they count: a log is here or in the rollups, never in both.
create table inference_outbox (
    environment text collate "C" not null,
    created_at bigint not null,
    log text collate "C" not null,
    owner text collate "C" not null,
    api_key_id text collate "C" not null,
    model text collate "C" not null,
    type text collate "C" not null,
    succeeded integer not null,
    input_tokens integer not null,
    output_tokens integer not null,
    latency_ms bigint not null,
    primary key (environment, created_at, log)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

-- Makes the partition that a time belongs to, unless it is there. With its owner's rights, so that silos need none on the schema. A
-- partition is attached after it was made: that locks no reader of the others.
create function inference_make_log_partition(at bigint) returns void
language plpgsql security definer set search_path from current as $$
declare
    month constant timestamp := date_trunc('month', to_timestamp(at / 1000) at time zone 'UTC');
    name constant text := 'inference_logs_' || to_char(month, 'YYYY_MM');
begin
    if to_regclass(name) is not null then
        return;
    end if;

    perform pg_advisory_xact_lock(hashtextextended('inference_logs', 0));
    if to_regclass(name) is null then
        execute format('create table %I (like inference_logs including defaults including constraints)', name);
        execute format(
            'alter table inference_logs attach partition %I for values from (%s) to (%s)', name,
            extract(epoch from month)::bigint * 1000,
            extract(epoch from month + interval '1 month')::bigint * 1000);
    end if;
exception
    -- Somebody made it while this waited for the lock: that is not seen here before it is met.
    when duplicate_table then
        null;
end
$$;

-- Drops the partitions whose last moment is before a time, unless a log in one still waits to be counted. It gives up at once where
-- somebody reads, since whoever writes would have to wait behind it, and is asked again later.
create function inference_drop_log_partitions(before bigint) returns void
language plpgsql security definer set search_path from current set lock_timeout = '50ms' as $$
declare
    name text;
    first bigint;
    next bigint;
begin
    for name in select relname from pg_inherits join pg_class on oid = inhrelid where inhparent = 'inference_logs'::regclass loop
        first := extract(epoch from to_date(right(name, 7), 'YYYY_MM'))::bigint * 1000;
        next := extract(epoch from to_date(right(name, 7), 'YYYY_MM') + interval '1 month')::bigint * 1000;
        if next <= before and not exists (select 1 from inference_outbox where created_at >= first and created_at < next) then
            execute format('drop table %I', name);
        end if;
    end loop;
exception
    when lock_not_available then
        null;
end
$$;

-- The first moment of the oldest partition.
create function inference_oldest_log_partition() returns bigint
language sql stable as $$
    select extract(epoch from to_date(right(min(relname), 7), 'YYYY_MM'))::bigint * 1000
    from pg_inherits join pg_class on oid = inhrelid where inhparent = 'inference_logs'::regclass
$$;
