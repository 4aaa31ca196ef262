-- What a document is found by beside its id: a persona's name and birthdate, an action's group.
alter table grain_state add column match text generated always as (document ->> '$.match') virtual;

create index grain_state_by_match on grain_state (name, environment, match) where match is not null;

-- What is left of deleted documents, to be forgotten.
create index grain_state_deleted on grain_state (key) where environment = '';
