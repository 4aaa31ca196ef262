-- The numbers that statistics add up become columns, before the document: whatever lies behind it is read through all of it. SQLite adds
-- columns at the end alone, hence a new table.
create table inference_logs_next (
    sequence integer primary key,
    id text not null unique,
    environment text not null,
    owner text not null,
    created_at integer not null,
    user text,
    api_key_id text not null,
    model text not null,
    type text not null,
    succeeded integer not null,
    correlation_id text not null,
    position integer not null,
    input_tokens integer not null,
    output_tokens integer not null,
    latency_ms integer not null,
    document text not null
);

insert into inference_logs_next (
    sequence, id, environment, owner, created_at, user, api_key_id, model, type, succeeded, correlation_id, position,
    input_tokens, output_tokens, latency_ms, document)
select
    sequence, id, environment, owner, created_at, user, api_key_id, model, type, succeeded, correlation_id, position,
    coalesce(document ->> '$.input_tokens', 0), coalesce(document ->> '$.output_tokens', 0),
    coalesce(document ->> '$.latency_milliseconds', 0), document
from inference_logs order by sequence;

-- Logs that statistics have not counted yet: a log is here or in the rollups, never in both.
create table inference_outbox_next (
    environment text not null,
    log integer not null references inference_logs_next (sequence),
    primary key (environment, log)
) without rowid;

insert into inference_outbox_next (environment, log)
select environment, log from inference_outbox join inference_logs on sequence = log;

-- Without a reference to the log: it would make the deletion of a log look through all tags.
create table inference_log_tags_next (
    environment text not null,
    tag text not null,
    created_at integer not null,
    log integer not null,
    primary key (environment, tag, created_at, log)
) without rowid;

insert into inference_log_tags_next select environment, tag, created_at, log from inference_log_tags;

drop table inference_outbox;
drop table inference_log_tags;
drop table inference_logs;
alter table inference_logs_next rename to inference_logs;
alter table inference_outbox_next rename to inference_outbox;
alter table inference_log_tags_next rename to inference_log_tags;

-- One index a filter, each in the order of the list. Ids break ties and are not in the indexes: rows of one millisecond are few.
create index inference_logs_newest on inference_logs (environment, created_at);
create index inference_logs_by_owner on inference_logs (environment, owner, created_at);
create index inference_logs_by_user on inference_logs (environment, user, created_at) where user is not null;
create index inference_logs_by_api_key on inference_logs (environment, api_key_id, created_at);
create index inference_logs_by_model on inference_logs (environment, model, created_at);
create index inference_logs_by_type on inference_logs (environment, type, created_at);
create index inference_logs_by_failure on inference_logs (environment, created_at) where succeeded = 0;
create index inference_logs_by_correlation on inference_logs (environment, correlation_id, position);

-- What logs have in common that are counted together. The hours are those of its first and its last rollup, so that groups of other
-- times need not be looked at.
create table inference_rollup_groups (
    id integer primary key,
    environment text not null,
    owner text not null,
    api_key_id text not null,
    model text not null,
    type text not null,
    first_hour integer not null,
    last_hour integer not null,
    unique (environment, owner, api_key_id, model, type)
);

create index inference_rollup_groups_by_api_key on inference_rollup_groups (environment, api_key_id);

-- The counted logs of a group in an hour (span 1) and in a day (span 24), in UTC; start is in hours since 1970. A group's rollups of one
-- span lie side by side, so that any filter reads few stretches. latencies is a LatencySketch.
create table inference_rollups (
    log_group integer not null references inference_rollup_groups (id),
    span integer not null,
    start integer not null,
    calls integer not null,
    successes integer not null,
    input_tokens integer not null,
    output_tokens integer not null,
    latency_ms integer not null,
    latencies blob not null,
    primary key (log_group, span, start)
) without rowid;
