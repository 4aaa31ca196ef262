-- What logs have in common that are counted together. The hours are those of its first and its last rollup, so that groups of other
-- times need not be looked at.
create table inference_rollup_groups (
    id bigint generated always as identity primary key,
    environment text collate "C" not null,
    owner text collate "C" not null,
    api_key_id text collate "C" not null,
    model text collate "C" not null,
    type text collate "C" not null,
    first_hour bigint not null,
    last_hour bigint not null,
    unique (environment, owner, api_key_id, model, type)
);

create index inference_rollup_groups_by_api_key on inference_rollup_groups (environment, api_key_id);

-- The counted logs of a group in an hour (span 1) and in a day (span 24), in UTC; start is in hours since 1970. latencies is a
-- LatencySketch.
create table inference_rollups (
    log_group bigint not null references inference_rollup_groups (id),
    span bigint not null,
    start bigint not null,
    calls bigint not null,
    successes bigint not null,
    input_tokens bigint not null,
    output_tokens bigint not null,
    latency_ms bigint not null,
    latencies bytea not null,
    primary key (log_group, span, start)
) with (fillfactor = 70);
