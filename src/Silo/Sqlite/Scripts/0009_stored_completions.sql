-- The completions that clients asked to be stored, as far as they can still be listed: a deletion takes the row, and the log stays.
create table stored_completions (
    environment text not null,
    owner text not null,
    created_at integer not null,
    id text not null,
    primary key (environment, created_at, id)
) without rowid;

create index stored_completions_of_owner on stored_completions (environment, owner, created_at, id);

insert into stored_completions (environment, owner, created_at, id)
select environment, owner, created_at, id
from inference_logs
where succeeded = 1 and document ->> '$.api' = '/v1/chat/completions' and document ->> '$.chat_id' is not null
    and coalesce(document ->> '$.answer.is_withheld', 0) = 0;
