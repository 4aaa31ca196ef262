-- One row a grain's state. The document's own fields are what lists filter and sort by: virtual columns, kept only in the indexes.
create table grain_state (
    name text not null,
    key text not null,
    version integer not null,
    document text not null,
    environment text generated always as (document ->> '$.environment') virtual,
    created_at text generated always as (document ->> '$.created_at') virtual,
    id text generated always as (document ->> '$.id') virtual,
    primary key (name, key)
);

create index grain_state_newest on grain_state (name, created_at desc, id desc);
create index grain_state_newest_in_environment on grain_state (name, environment, created_at desc, id desc);
create index grain_state_by_id on grain_state (name, id);

-- What Orleans asks this table for at start. Names of queries, parameters and result columns are Orleans'. The service id and the
-- hashes are not used: a file belongs to one service, and the key is a key.
create table OrleansQuery (QueryKey text primary key, QueryText text not null) without rowid;

insert into OrleansQuery (QueryKey, QueryText) values
('ReadFromStorageKey', '
select cast(document as blob) as PayloadBinary, version as Version
from grain_state
where name = @GrainTypeString and key = coalesce(@GrainIdExtensionString, @GrainIdN0 || '':'' || @GrainIdN1)'),

-- A document that was read and is gone by now is a conflict too: only a grain that knows of none may insert.
('WriteToStorageKey', '
insert into grain_state (name, key, version, document)
select @GrainTypeString, coalesce(@GrainIdExtensionString, @GrainIdN0 || '':'' || @GrainIdN1), 1, cast(@PayloadBinary as text)
where @GrainStateVersion is null or exists (
    select 1 from grain_state
    where name = @GrainTypeString and key = coalesce(@GrainIdExtensionString, @GrainIdN0 || '':'' || @GrainIdN1))
on conflict (name, key) do update set document = excluded.document, version = version + 1
where version = @GrainStateVersion
returning version as NewGrainStateVersion'),

('ClearStorageKey', '
delete from grain_state
where name = @GrainTypeString and key = coalesce(@GrainIdExtensionString, @GrainIdN0 || '':'' || @GrainIdN1)
    and version = @GrainStateVersion
returning version + 1 as NewGrainStateVersion'),

('DeleteStorageKey', '
delete from grain_state
where name = @GrainTypeString and key = coalesce(@GrainIdExtensionString, @GrainIdN0 || '':'' || @GrainIdN1)
    and version = @GrainStateVersion
returning version + 1 as NewGrainStateVersion');
