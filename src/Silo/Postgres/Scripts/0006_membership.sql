-- Orleans' cluster membership: which silos there are, and one version of the whole that every change of it must have seen. Names of queries,
-- parameters and result columns are Orleans'. Cluster and silos are changed in one statement each: the cluster's row is locked first and
-- its version looked at again behind whoever held it, so of two changes that have seen one version the second changes nothing.
create table clusters (
    id text collate "C" primary key,
    version integer not null default 0,
    changed_at timestamptz not null default now()
);

create table silos (
    cluster_id text collate "C" not null references clusters on delete cascade,
    address text collate "C" not null,
    port integer not null,
    generation integer not null,
    name text not null,
    host_name text not null,
    status integer not null,
    gateway_port integer not null,
    suspect_times text,
    start_time timestamptz not null,
    alive_at timestamptz not null,
    primary key (cluster_id, address, port, generation)
-- Each silo tells every few seconds that it is alive: room beside its row, and no index on that.
) with (fillfactor = 50);

insert into OrleansQuery (QueryKey, QueryText) values
('InsertMembershipVersionKey', '
with made as (
    insert into clusters (id) values (@DeploymentId) on conflict (id) do nothing returning 1
)
select count(*) > 0 from made'),

('InsertMembershipKey', '
with changed as (
    update clusters set version = version + 1, changed_at = now()
    where id = @DeploymentId and version = @Version and not exists (
        select 1 from silos where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
    returning id
), added as (
    insert into silos (cluster_id, address, port, generation, name, host_name, status, gateway_port, start_time, alive_at)
    select id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime from changed
    returning 1
)
select count(*) > 0 from added'),

('UpdateMembershipKey', '
with changed as (
    update clusters set version = version + 1, changed_at = now()
    where id = @DeploymentId and version = @Version and exists (
        select 1 from silos where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
    returning id
), updated as (
    update silos set status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
    from changed
    where cluster_id = changed.id and address = @Address and port = @Port and generation = @Generation
    returning 1
)
select count(*) > 0 from updated'),

-- No change of the membership: the version stays.
('UpdateIAmAlivetimeKey', '
update silos set alive_at = @IAmAliveTime
where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation'),

-- One statement sees one moment: the version and the silos belong together. The version is told where there is no silo, too.
('MembershipReadRowKey', '
select clusters.version as Version, address as Address, port as Port, generation as Generation, name as SiloName, host_name as HostName,
    status as Status, gateway_port as ProxyPort, suspect_times as SuspectTimes, start_time as StartTime, alive_at as IAmAliveTime
from clusters left join silos on cluster_id = clusters.id and address = @Address and port = @Port and generation = @Generation
where clusters.id = @DeploymentId'),

('MembershipReadAllKey', '
select clusters.version as Version, address as Address, port as Port, generation as Generation, name as SiloName, host_name as HostName,
    status as Status, gateway_port as ProxyPort, suspect_times as SuspectTimes, start_time as StartTime, alive_at as IAmAliveTime
from clusters left join silos on cluster_id = clusters.id
where clusters.id = @DeploymentId'),

('GatewaysQueryKey', '
select address as Address, gateway_port as ProxyPort, generation as Generation
from silos
where cluster_id = @DeploymentId and status = @Status and gateway_port > 0'),

('DeleteMembershipTableEntriesKey', '
delete from clusters where id = @DeploymentId'),

-- Silos that are dead (6) and were last heard of before a time.
('CleanupDefunctSiloEntriesKey', '
delete from silos
where cluster_id = @DeploymentId and status = 6 and start_time < @IAmAliveTime and alive_at < @IAmAliveTime'),

-- One of them, unless it has changed since it was read.
('CleanupDefunctSiloEntryKey', '
delete from silos
where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation and status = 6
    and start_time = @StartTime and alive_at = @IAmAliveTime and suspect_times is not distinct from @SuspectTimes');
