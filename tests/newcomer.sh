#!/usr/bin/env bash
# The first hour with the product: a copy of the checkout in a home directory without caches (but NuGet's), ./run.sh, and every command of README and of docs/tour.md
# as it stands there. Each line that the server prints has to be one that is expected. The last line is "N passed, N failed".
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
port=$((20000 + RANDOM % 10000))
server=
passed=0
failed=0

finish() {
  if [ -n "$server" ]; then kill -KILL "$server" 2>/dev/null; fi
  rm -rf "$work"
}
trap finish EXIT

check() { # name, command: counts as one
  if "${@:2}"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED: $1"
  fi
}

copy_checkout() {
  mkdir -p "$work/home/.nuget" "$work/inference"
  # Where packages come from may be set for the user.
  if [ -d "$HOME/.nuget/NuGet" ]; then cp -r "$HOME/.nuget/NuGet" "$work/home/.nuget/"; fi
  (cd "$root" && git ls-files -z --cached --others --exclude-standard | xargs -0 tar --create --ignore-failed-read 2>/dev/null) | tar --extract --directory "$work/inference"
}

start() { # prints to out, errors to err; waits until the server is ready, or has ended
  : >"$work/out"
  (
    cd "$work/inference" || exit 1
    exec env -u CI -u XDG_CONFIG_HOME -u XDG_DATA_HOME HOME="$work/home" NUGET_PACKAGES="${NUGET_PACKAGES:-$HOME/.nuget/packages}" \
      ./run.sh --urls "http://127.0.0.1:$port" >"$work/out" 2>"$work/err" </dev/null
  ) &
  server=$!
  for _ in $(seq 3000); do
    if grep -q '^  curl ' "$work/out"; then return 0; fi
    kill -0 "$server" 2>/dev/null || break
    sleep 0.2
  done
  cat "$work/out" "$work/err"
  return 1
}

stop() {
  kill -TERM "$server"
  wait "$server"
  local status=$?
  server=
  [ "$status" -eq 0 ] || { echo "the server ended with $status"; return 1; }
}

prints() { # file, pattern of each line, in this order: and nothing else
  local file=$1 line
  shift
  while IFS= read -r line; do
    if [ $# -eq 0 ] || ! [[ $line =~ ^$1$ ]]; then
      echo "unexpected: $line (expected: ${1:-nothing})"
      return 1
    fi
    shift
  done <"$file"
  [ $# -eq 0 ] || { echo "missing: $1"; return 1; }
}

ready='Inference is ready at http://127\.0\.0\.1:[0-9]+, data in .*/inference/data, version [0-9.]+'
key_line='Admin key \(shown only now, keep it\): (inf_prod_[^ ]+)'
curl_line='  curl http://127\.0\.0\.1:[0-9]+/v1/chats .*'

# The commands of README and of the tour: each ```sh block as it stands, but for the address, the key and the ids, which replies before it have.
extract_blocks() {
  cd "$work/inference" || return 1
  mkdir -p "$work/blocks"
  awk -v folder="$work/blocks" '
    /^#+ / { heading = $0; sub(/^#+ /, "", heading) }
    /^```sh$/ { block = 1; name = sprintf("%s/%02d", folder, ++count); print FILENAME ", " heading > (name ".name"); next }
    /^```/ { block = 0 }
    block { print > (name ".sh") }' README.md docs/tour.md
  sed -i -E "s/localhost:8080/127.0.0.1:$port/g; s/(chatcmpl-|(chat|exp|per|act|grp|upl|key)_)…/@\1@/g; s/inf_prod_…/$INFERENCE_KEY/g" "$work"/blocks/*.sh
  cd "$root" || return 1
  ls "$work"/blocks/*.sh >/dev/null
}

# What the blocks call: the server runs already, and its tests call this script.
./run.sh() { kill -0 "$server"; }
./test.sh() { bash -n "$work/inference/test.sh"; }

curl() { # with the latest id of each kind in the place of @kind@; what fails is a line in broken
  local arguments=() argument kind
  for argument in "$@"; do
    for kind in chatcmpl- chat_ exp_ per_ act_ grp_ upl_ key_; do
      if [[ $argument == *"@$kind@"* ]]; then
        argument=${argument//@$kind@/$(sed -nE "s/^.*\"(id|completion_id|upload_token)\":\"(${kind}[0-9a-z]{32})\".*$/\2/p" "$work/replies" | tail -n 1)}
      fi
    done
    arguments+=("$argument")
  done
  command curl --silent --show-error --fail-with-body "${arguments[@]}" >"$work/reply" || echo "$* => $(cat "$work/reply")" >>"$work/broken"
  [[ " $* " == *" -o "* ]] || grep -q . "$work/reply" || echo "$* => nothing" >>"$work/broken"
  cat "$work/reply" >>"$work/replies"
  echo >>"$work/replies"
}

run_block() { # file
  cd "$work" || return 1
  # shellcheck disable=SC1090 # The blocks are not known here.
  . "$1" || echo "the block ended with $?" >>"$work/broken"
  cd "$root" || return 1
  if [ -e "$work/broken" ]; then
    cat "$work/broken"
    rm "$work/broken"
    return 1
  fi
}

replied() { grep -q "$1" "$work/replies"; }

repeated() { # name of a field: its last two values are the same
  local values
  values=$(grep -o "\"$1\":\"[^\"]*\"" "$work/replies" | tail -n 2)
  [ "$(sort -u <<<"$values" | wc -l)" -eq 1 ] && [ "$(wc -l <<<"$values")" -eq 2 ]
}

run_printed_curl() {
  local command
  command=$(grep '^  curl ' "$work/out")
  bash -c "$command" 2>/dev/null | grep -q '"finish_reason":"stop"'
}

check 'a copy of the checkout' copy_checkout
check 'run.sh starts the server' start
[ "$failed" -eq 0 ] || { echo "$passed passed, $failed failed"; exit 1; }
check 'what the first start prints' prints "$work/out" "$key_line" "$ready" 'Try it in another terminal:' '  export INFERENCE_KEY=inf_prod_.*' "$curl_line"
check 'what building prints' prints "$work/err" 'Building; the first time it takes a minute or more, with packages to download\.\.\.'
key=$(sed -nE "s/^$key_line\$/\1/p" "$work/out")
export INFERENCE_KEY=$key
check 'the command that was printed' run_printed_curl
check 'blocks of commands in README and in the tour' extract_blocks
for block in "$work"/blocks/*.sh; do
  check "the commands of $(cat "${block%.sh}.name")" run_block "$block"
done
check 'an answer from a file of an expert' replied 'The team plan costs 40 euros a month'
check 'an answer of a chat that goes on' replied 'The standard plan costs 12 euros a month'
check 'a stream to its end' replied 'data: \[DONE\]'
check 'a request that the guard refuses' replied '"finish_reason":"content_filter"'
check 'a call that is repeated' repeated completion_id
check 'an upload that settles a conflict' replied '"total_uploaded":1,"conflicts_resolved":1'
check 'an insight with its action' replied '"best_channel":"phone"'
check 'a key that is shown whole once' replied '"key":"inf_play_[0-9a-f]\{32\}_'
check 'the server stops' stop
check 'what stopping prints' grep -q '^Stopping' "$work/out"
check 'run.sh starts the server again' start
check 'what a later start prints' prints "$work/out" "$ready" 'Try it in another terminal:' '  export INFERENCE_KEY=\.\.\. .*' "$curl_line"
check 'nothing is built' prints "$work/err"
check 'the first key still works' run_printed_curl
check 'the server stops again' stop
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
