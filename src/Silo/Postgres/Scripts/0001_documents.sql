-- One row a grain's state. The document's own fields are what lists filter and sort by, in the order of bytes: dates and ids sort as text.
create table grain_state (
    name text collate "C" not null,
    key text collate "C" not null,
    version integer not null,
    document jsonb not null,
    environment text collate "C" generated always as (document ->> 'environment') stored,
    created_at text collate "C" generated always as (document ->> 'created_at') stored,
    id text collate "C" generated always as (document ->> 'id') stored,
    match text collate "C" generated always as (document ->> 'match') stored,
    primary key (name, key)
);

create index grain_state_newest on grain_state (name, created_at desc, id desc);
create index grain_state_newest_in_environment on grain_state (name, environment, created_at desc, id desc);
create index grain_state_by_id on grain_state (name, id);

-- What a document is found by beside its id: a persona's name and birthdate, an action's group. Of several, the first is the one of the
-- lowest key.
create index grain_state_by_match on grain_state (name, environment, match, key) where match is not null;

-- What is left of deleted documents, to be forgotten.
create index grain_state_deleted on grain_state (key) where environment = '';

-- What Orleans asks this table for at start. Names of queries, parameters and result columns are Orleans'. The service id and the
-- hashes are not used: a database belongs to one service, and the key is a key.
create table OrleansQuery (QueryKey varchar(64) primary key, QueryText text not null);

insert into OrleansQuery (QueryKey, QueryText) values
('ReadFromStorageKey', '
select convert_to(document::text, ''UTF8'') as PayloadBinary, version as Version
from grain_state
where name = @GrainTypeString and key = coalesce(@GrainIdExtensionString::text, @GrainIdN0 || '':'' || @GrainIdN1)'),

-- A document that was read and is gone by now is a conflict too: only a grain that knows of none may insert.
('WriteToStorageKey', '
insert into grain_state (name, key, version, document)
select @GrainTypeString, coalesce(@GrainIdExtensionString::text, @GrainIdN0 || '':'' || @GrainIdN1), 1, convert_from(@PayloadBinary, ''UTF8'')::jsonb
where @GrainStateVersion::integer is null or exists (
    select 1 from grain_state
    where name = @GrainTypeString and key = coalesce(@GrainIdExtensionString::text, @GrainIdN0 || '':'' || @GrainIdN1))
on conflict (name, key) do update set document = excluded.document, version = grain_state.version + 1
where grain_state.version = @GrainStateVersion::integer
returning version as NewGrainStateVersion'),

('ClearStorageKey', '
delete from grain_state
where name = @GrainTypeString and key = coalesce(@GrainIdExtensionString::text, @GrainIdN0 || '':'' || @GrainIdN1)
    and version = @GrainStateVersion::integer
returning version + 1 as NewGrainStateVersion'),

('DeleteStorageKey', '
delete from grain_state
where name = @GrainTypeString and key = coalesce(@GrainIdExtensionString::text, @GrainIdN0 || '':'' || @GrainIdN1)
    and version = @GrainStateVersion::integer
returning version + 1 as NewGrainStateVersion');
