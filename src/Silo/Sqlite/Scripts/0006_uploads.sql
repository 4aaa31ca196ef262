-- Upload sessions. The number stands for environment and token in the rows, which are many.
create table upload_sessions (
    number integer primary key,
    environment text not null,
    token text not null,
    version integer not null,
    document text not null,
    unique (environment, token)
);

-- Rows that wait for their import, gone after it. Id and match are what conflicts are found by, among the rows too.
create table upload_rows (
    session integer not null references upload_sessions (number),
    position integer not null,
    id text,
    match text,
    document text not null,
    primary key (session, position)
) without rowid;

create index upload_rows_by_id on upload_rows (session, id) where id is not null;
create index upload_rows_by_match on upload_rows (session, match) where match is not null;
