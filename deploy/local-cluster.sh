#!/usr/bin/env bash
# A whole cluster on this machine, without Docker: PostgreSQL, three silos, two front ends and nginx, all on the loopback.
#   deploy/local-cluster.sh up       builds and starts it; the API is at http://127.0.0.1:8080
#   deploy/local-cluster.sh status   what runs
#   deploy/local-cluster.sh down     stops it; the data stay in deploy/data
# It needs the .NET SDK, PostgreSQL 15 or newer (initdb, postgres, psql) and nginx. PORT chooses another port than 8080, CLUSTER_DIRECTORY another directory.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

state=${CLUSTER_DIRECTORY:-$PWD/deploy/data}
port=${PORT:-8080}
postgres_port=$((port + 1))
api_ports=("$((port + 2))" "$((port + 3))")
silo_ports=("$((port + 11))" "$((port + 12))" "$((port + 13))")
gateway_ports=("$((port + 21))" "$((port + 22))" "$((port + 23))")
http_ports=("$((port + 31))" "$((port + 32))" "$((port + 33))")

fail() {
  echo "$*" >&2
  exit 1
}

find_postgres() {
  local directory
  for directory in $(dirname "$(command -v initdb || echo /none/x)") $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
    if [ -x "$directory/initdb" ]; then
      echo "$directory"
      return
    fi
  done
  fail "PostgreSQL is not installed (Debian and Ubuntu: apt-get install postgresql)"
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

running() { # name
  [ -f "$state/$1.pid" ] && kill -0 "$(cat "$state/$1.pid")" 2>/dev/null
}

start() { # name, command: in the background, with a log and a pid file
  if running "$1"; then return; fi
  "${@:2}" >>"$state/$1.log" 2>&1 </dev/null &
  echo $! >"$state/$1.pid"
}

stop() { # name: lets it end what it does
  if running "$1"; then
    kill -TERM "$(cat "$state/$1.pid")"
    while running "$1"; do sleep 0.1; done
  fi
  rm -f "$state/$1.pid"
}

answers() { # url
  curl --silent --fail --max-time 2 --output /dev/null "$1"
}

wait_for() { # name, url
  for _ in $(seq 300); do
    if answers "$2"; then return; fi
    running "$1" || fail "$1 ended: see $state/$1.log"
    sleep 0.2
  done
  fail "$1 is not ready after a minute: see $state/$1.log"
}

start_postgres() {
  local bin data=$state/postgres
  bin=$(find_postgres)
  if [ ! -f "$data/PG_VERSION" ]; then
    mkdir -p "$data"
    if [ "$(id -u)" -eq 0 ]; then chown postgres "$data"; fi
    as_postgres test -w "$data" ||
      fail "The user postgres cannot reach $data, as in a home directory that is closed to others. Set CLUSTER_DIRECTORY to a directory elsewhere, such as /var/tmp/inference"
    as_postgres "$bin/initdb" -D "$data" -U inference --auth=trust --encoding=UTF8 --locale=C >/dev/null
  fi
  if ! as_postgres "$bin/pg_ctl" -D "$data" status >/dev/null; then
    as_postgres "$bin/pg_ctl" -D "$data" -w -l "$data/log" start \
      -o "-p $postgres_port -c listen_addresses=127.0.0.1 -c unix_socket_directories=''" >/dev/null || fail "PostgreSQL does not start: see $data/log"
  fi
}

stop_postgres() {
  local bin
  bin=$(find_postgres)
  if [ -f "$state/postgres/PG_VERSION" ] && as_postgres "$bin/pg_ctl" -D "$state/postgres" status >/dev/null; then
    as_postgres "$bin/pg_ctl" -D "$state/postgres" -m fast -w stop >/dev/null
  fi
}

# The front ends' own user, which reads where silos are and nothing else.
make_front_end_user() {
  local psql
  psql=$(find_postgres)/psql
  if [ ! -x "$psql" ]; then psql=psql; fi
  # The server trusts the loopback: the password is never asked for.
  FRONT_END_PASSWORD=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n') "$psql" --no-psqlrc --quiet --host=127.0.0.1 --port="$postgres_port" \
    --username=inference --dbname=postgres --file=deploy/front-end-user.sql
}

# shellcheck disable=SC2034 # They are exported.
settings() {
  set -a
  # shellcheck source=deploy/cluster.env
  . deploy/cluster.env
  ConnectionStrings__Inference="Host=127.0.0.1;Port=$postgres_port;Username=inference;Database=postgres"
  Api__TrustedProxies__0=127.0.0.1
  # The balancer stops with them: no delay is needed in which it notices.
  Hosting__DrainDelay=00:00:00
  set +a
}

up() {
  command -v nginx >/dev/null || fail "nginx is not installed (Debian and Ubuntu: apt-get install nginx-light)"
  mkdir -p "$state"
  dotnet build src/Silo --configuration Release --nologo --verbosity quiet
  dotnet build src/Api --configuration Release --nologo --verbosity quiet
  start_postgres
  settings
  local silo=src/Silo/bin/Release/net10.0/Inference.Silo.dll api=src/Api/bin/Release/net10.0/Inference.Api.dll i
  dotnet "$silo" --migrate
  if [ ! -f "$state/admin.key" ]; then
    (umask 077 && od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$state/admin.key")
  fi
  make_front_end_user
  for i in 0 1 2; do
    Inference__AdminKey=$(cat "$state/admin.key") ASPNETCORE_URLS=http://127.0.0.1:${http_ports[$i]} \
      Inference__Cluster__SiloPort=${silo_ports[$i]} Inference__Cluster__GatewayPort=${gateway_ports[$i]} \
      start "silo-$((i + 1))" dotnet "$silo"
  done
  for i in 0 1; do
    ConnectionStrings__Inference=${ConnectionStrings__Inference/Username=inference/Username=inference_api} \
      ASPNETCORE_URLS=http://127.0.0.1:${api_ports[$i]} start "api-$((i + 1))" dotnet "$api"
  done
  for i in 0 1; do wait_for "api-$((i + 1))" "http://127.0.0.1:${api_ports[$i]}/health/ready"; done

  # The balancer's own settings, at this machine's addresses.
  sed "s/listen 8080/listen 127.0.0.1:$port/; s|/tmp/inference-nginx|$state/balancer|" deploy/nginx.conf >"$state/nginx.conf"
  sed "s/api-1:8080 resolve/127.0.0.1:${api_ports[0]}/; s/api-2:8080 resolve/127.0.0.1:${api_ports[1]}/; /resolver/d" deploy/frontends.conf >"$state/frontends.conf"
  start nginx nginx -c "$state/nginx.conf" -g 'daemon off;'
  wait_for nginx "http://127.0.0.1:$port/health/ready"
  echo "Inference is ready at http://127.0.0.1:$port. The admin key is in $state/admin.key:"
  echo "  curl http://127.0.0.1:$port/v1/chats -H \"Authorization: Bearer \$(cat $state/admin.key)\" -H 'Content-Type: application/json' \\"
  echo "    -d '{\"messages\":[{\"role\":\"user\",\"content\":\"Hello, what can you do?\"}]}'"
}

down() {
  local name
  for name in nginx api-1 api-2 silo-3 silo-2 silo-1; do stop "$name"; done
  stop_postgres
}

status() {
  local name
  for name in silo-1 silo-2 silo-3 api-1 api-2 nginx; do
    echo "$name $(running "$name" && echo "runs ($(cat "$state/$name.pid"))" || echo "does not run")"
  done
}

case "${1:-}" in
  up | down | status) "$1" ;;
  *) fail "usage: deploy/local-cluster.sh up|status|down" ;;
esac
