-- Front ends look for silos here and do nothing else: their users are members of this role. Roles belong to the whole server, so another database may have
-- made it, or make it at this moment. An owner who may not make roles leaves it to an administrator (docs/cluster.md).
do $$
begin
    create role inference_front_end nologin;
exception
    when insufficient_privilege or duplicate_object or unique_violation then null;
end
$$;

do $$
begin
    if exists (select 1 from pg_roles where rolname = 'inference_front_end') then
        grant select on orleansquery, silos to inference_front_end;
    end if;
end
$$;
