-- The keys that names are compared by are caseless in Unicode's sense now: the server computes those of older rows again, table by table, and
-- remembers the last row that it has been at.
create table name_key_backfills (
    target text collate "C" primary key,
    first text not null,
    second text not null,
    finished integer not null
);
