-- Orleans' reminders. Names of queries, parameters and result columns are Orleans'. The service id is not used: a database belongs to one
-- service. Hashes are signed, as Orleans sends them: a range of the ring that goes beyond the largest one is read by the second of the
-- two range queries.
create table reminders (
    grain_id text collate "C" not null,
    name text collate "C" not null,
    start_time timestamptz not null,
    period bigint not null,
    grain_hash integer not null,
    version integer not null,
    primary key (grain_id, name)
);

create index reminders_by_hash on reminders (grain_hash);

insert into OrleansQuery (QueryKey, QueryText) values
('UpsertReminderRowKey', '
insert into reminders (grain_id, name, start_time, period, grain_hash, version)
values (@GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
on conflict (grain_id, name) do update set
    start_time = excluded.start_time, period = excluded.period, grain_hash = excluded.grain_hash, version = reminders.version + 1
returning version as Version'),

('ReadReminderRowsKey', '
select grain_id as GrainId, name as ReminderName, start_time as StartTime, period as Period, version as Version
from reminders
where grain_id = @GrainId'),

('ReadReminderRowKey', '
select grain_id as GrainId, name as ReminderName, start_time as StartTime, period as Period, version as Version
from reminders
where grain_id = @GrainId and name = @ReminderName'),

('ReadRangeRows1Key', '
select grain_id as GrainId, name as ReminderName, start_time as StartTime, period as Period, version as Version
from reminders
where grain_hash > @BeginHash and grain_hash <= @EndHash'),

('ReadRangeRows2Key', '
select grain_id as GrainId, name as ReminderName, start_time as StartTime, period as Period, version as Version
from reminders
where grain_hash > @BeginHash or grain_hash <= @EndHash'),

-- One row, whether there was something to delete or not.
('DeleteReminderRowKey', '
with deleted as (
    delete from reminders where grain_id = @GrainId and name = @ReminderName and version = @Version returning 1
)
select count(*) > 0 from deleted'),

('DeleteReminderRowsKey', '
delete from reminders');
