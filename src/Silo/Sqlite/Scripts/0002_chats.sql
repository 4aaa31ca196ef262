-- A chat's header. The name is there a second time in lower case, because SQLite folds the case of ASCII only.
create table chats (
    environment text not null,
    id text not null,
    version integer not null,
    owner text not null,
    folded_name text not null,
    created_at integer not null,
    header text not null,
    primary key (environment, id)
) without rowid;

create index chats_newest on chats (environment, created_at desc, id desc);
create index chats_newest_of_owner on chats (environment, owner, created_at desc, id desc);

-- A chat's messages lie side by side, so that a window of them is one stretch of the table, however long the chat is.
create table chat_messages (
    environment text not null,
    chat text not null,
    position integer not null,
    message text not null,
    primary key (environment, chat, position)
) without rowid;
