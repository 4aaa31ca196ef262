-- A chat's header, as it was stored: json keeps the letters, jsonb would not.
create table chats (
    environment text collate "C" not null,
    id text collate "C" not null,
    version bigint not null,
    owner text collate "C" not null,
    folded_name text not null,
    created_at bigint not null,
    header json not null,
    primary key (environment, id)
);

create index chats_newest on chats (environment, created_at desc, id desc);
create index chats_newest_of_owner on chats (environment, owner, created_at desc, id desc);

-- Names are found by any part of them: with an index where the extension can be had, by looking at each otherwise.
do $$
begin
    create extension if not exists pg_trgm;
    create index chats_by_name on chats using gin (folded_name gin_trgm_ops);
exception
    when insufficient_privilege or undefined_file or feature_not_supported then
        raise notice 'pg_trgm is not available: a search for chats by name looks at every name of the owner';
end
$$;

create table chat_messages (
    environment text collate "C" not null,
    chat text collate "C" not null,
    position integer not null,
    message json not null,
    primary key (environment, chat, position)
);
