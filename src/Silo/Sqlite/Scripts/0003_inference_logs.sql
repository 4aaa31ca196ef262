-- created_at is in milliseconds since 1970; position counts the earlier rows of the same correlation id.
create table inference_logs (
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
    document text not null
);

-- One index a filter, each in the order of the list. Ids break ties and are not in the indexes: rows of one millisecond are few.
create index inference_logs_newest on inference_logs (environment, created_at);
create index inference_logs_by_owner on inference_logs (environment, owner, created_at);
create index inference_logs_by_user on inference_logs (environment, user, created_at) where user is not null;
create index inference_logs_by_api_key on inference_logs (environment, api_key_id, created_at);
create index inference_logs_by_model on inference_logs (environment, model, created_at);
create index inference_logs_by_type on inference_logs (environment, type, created_at);
create index inference_logs_by_failure on inference_logs (environment, created_at) where succeeded = 0;
create index inference_logs_by_correlation on inference_logs (environment, correlation_id, position);

create table inference_log_tags (
    environment text not null,
    tag text not null,
    created_at integer not null,
    log integer not null references inference_logs (sequence),
    primary key (environment, tag, created_at, log)
) without rowid;

-- Logs that statistics have not counted yet.
create table inference_outbox (log integer primary key references inference_logs (sequence));
