-- The completions that clients asked to be stored, as far as they can still be listed: a deletion takes the row, and the log stays.
create table stored_completions (
    environment text collate "C" not null,
    owner text collate "C" not null,
    created_at bigint not null,
    id text collate "C" not null,
    primary key (environment, created_at, id)
);

create index stored_completions_of_owner on stored_completions (environment, owner, created_at, id);

insert into stored_completions (environment, owner, created_at, id)
select environment, owner, created_at, id
from inference_logs
where succeeded = 1 and document ->> 'api' = '/v1/chat/completions' and document ->> 'chat_id' is not null
    and document -> 'answer' ->> 'is_withheld' is null;
