#!/bin/sh
# Starts the server with everything it needs inside. Arguments are settings: ./run.sh --Inference:DataDirectory=/var/lib/inference
set -e
cd "$(dirname "$0")"
server=src/Silo/bin/Release/net10.0/Inference.Silo.dll
if [ ! -f "$server" ] || [ -n "$(find src Directory.*.props global.json -newer "$server" -type f -not -path '*/bin/*' -not -path '*/obj/*' | head -n 1)" ]; then
    if ! output=$(dotnet build src/Silo --configuration Release --nologo --verbosity quiet); then
        echo "$output" >&2
        exit 1
    fi
    touch "$server"
fi
exec dotnet "$server" "$@"
