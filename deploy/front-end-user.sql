-- For psql, as a user who may make roles, after the migration: makes inference_api, the user of the front ends, or gives it another password. The password is
-- in the environment's FRONT_END_PASSWORD.
\set ON_ERROR_STOP on
\getenv password FRONT_END_PASSWORD
select 'create role inference_api login' where not exists (select 1 from pg_roles where rolname = 'inference_api') \gexec
alter role inference_api password :'password';
grant inference_front_end to inference_api;
