#!/bin/sh
# Starts the server with everything it needs inside. Arguments are settings and commands: ./run.sh --Inference:DataDirectory=/var/lib/inference, ./run.sh --help
set -e
cd "$(dirname "$0")"
server=src/Silo/bin/Release/net10.0/Inference.Silo.dll
if ! command -v dotnet >/dev/null; then
    echo "The .NET 10 SDK is not installed: https://dotnet.microsoft.com/download" >&2
    exit 1
fi
if [ ! -f "$server" ] || [ -n "$(find src Directory.* global.json -newer "$server" -type f -not -path '*/bin/*' -not -path '*/obj/*' | head -n 1)" ]; then
    if [ -f "$server" ]; then
        echo "Building what has changed..." >&2
    else
        echo "Building; the first time it takes a minute or more, with packages to download..." >&2
    fi
    if ! output=$(dotnet build src/Silo --configuration Release --nologo --verbosity quiet); then
        echo "$output" >&2
        exit 1
    fi
    touch "$server"
fi
exec dotnet "$server" "$@"
