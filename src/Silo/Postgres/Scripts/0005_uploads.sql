-- Upload sessions. The number stands for environment and token in the rows, which are many.
create table upload_sessions (
    number bigint generated always as identity primary key,
    environment text collate "C" not null,
    token text collate "C" not null,
    version bigint not null,
    document json not null,
    unique (environment, token)
);

-- Rows that wait for their import, gone after it. Id and match are what conflicts are found by, among the rows too.
create table upload_rows (
    session bigint not null references upload_sessions (number),
    position integer not null,
    id text collate "C",
    match text collate "C",
    document json not null,
    primary key (session, position)
);

create index upload_rows_by_id on upload_rows (session, id) where id is not null;
create index upload_rows_by_match on upload_rows (session, match) where match is not null;
