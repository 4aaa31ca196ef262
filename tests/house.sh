#!/usr/bin/env bash
# Measures the repository: sizes, folders, namespaces that use each other, words, test names, code that stands twice. Prints figures, judges none:
# the limits are held by the tests in Conventions.
#   tests/house.sh [-v]      -v lists what was counted
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C

verbose=${1:-}
narrators='whoever|whomever|nobody|somebody|anybody|someone|anyone|whatever'

row() { # name, count, list
  printf '%-42s %s\n' "$1" "$2"
  if [ "$verbose" = -v ] && [ -n "${3:-}" ]; then printf '%s\n' "$3" | sed 's/^/    /'; fi
}

count() { grep -c . || true; }

sources() { git ls-files 'src/*.cs' 'bench/*.cs'; }

all() { git ls-files '*.cs'; }

lines() { # of each file of a list: "lines file"
  xargs -d '\n' wc -l | awk '$2 != "total" { print $1, $2 }'
}

sizes=$(sources | lines | sort -n)
row 'source files (src, bench)' "$(printf '%s\n' "$sizes" | count)"
row 'C# files in all' "$(all | count)"
row 'lines of source' "$(printf '%s\n' "$sizes" | awk '{ n += $1 } END { print n }')"
row 'lines a file: median' "$(printf '%s\n' "$sizes" | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }')"
row 'lines a file: 90th percentile' "$(printf '%s\n' "$sizes" | awk '{ a[NR] = $1 } END { print a[int(NR * 0.9)] }')"
row 'lines a file: longest' "$(printf '%s\n' "$sizes" | tail -n 1)"

small=$(printf '%s\n' "$sizes" | awk '$1 <= 12')
row 'source files of 12 lines or fewer' "$(printf '%s\n' "$small" | count)" "$small"

folders=$(all | sed 's|/[^/]*$||' | sort | uniq -c | sort -rn)
wide=$(printf '%s\n' "$folders" | awk '$1 > 20')
single=$(printf '%s\n' "$folders" | awk '$1 == 1')
row 'folders with more than 20 C# files' "$(printf '%s\n' "$wide" | count)" "$wide"
row 'folders with one C# file' "$(printf '%s\n' "$single" | count)" "$single"

# Two namespaces of one project, each with a file that has a using directive for the other.
pairs=$(for project in $(git ls-files 'src/*.csproj'); do
  git ls-files "$(dirname "$project")/*.cs" | xargs -d '\n' awk -v project="$(dirname "$project")" '
    FNR == 1 { count = 0 }
    /^using (static )?Inference[A-Za-z.]*;$/ { name = $NF; sub(/;$/, "", name); used[++count] = name }
    /^namespace / { name = $2; sub(/;$/, "", name); known[name] = 1; for (i = 1; i <= count; i++) uses[name, used[i]] = 1; nextfile }
    END {
      for (pair in uses) {
        split(pair, of, SUBSEP)
        if (of[1] < of[2] && (of[1] in known) && (of[2] in known) && ((of[2], of[1]) in uses)) print project ": " of[1] " - " of[2]
      }
    }'
done | sort)
row 'pairs of namespaces that use each other' "$(printf '%s\n' "$pairs" | count)" "$pairs"

words=$(git grep -nwiE "$narrators" -- '*.cs' '*.md' '*.sh' '*.yml' '*.yaml' '*.sql' '*.mjs' ':!tests/house.sh' ':!tests/Inference.Tests/Conventions/*' ':!*/Scripts/*' || true)
comments=$(printf '%s\n' "$words" | grep -E '\.cs:[0-9]+:.*//' || true)
row "comments in C# with a narrator's word" "$(printf '%s\n' "$comments" | count)" "$comments"
row "lines with a narrator's word, all files" "$(printf '%s\n' "$words" | count)" "$words"

tests=$(git ls-files 'tests/Inference.Tests/*.cs' | xargs -d '\n' awk '
  /^ *\[(Fact|Theory)/ { test = 1 }
  test && /^ *public .*\(/ {
    name = $0; sub(/\(.*/, "", name); sub(/.* /, "", name)
    print split(name, parts, "_"), name; test = 0
  }')
long=$(printf '%s\n' "$tests" | awk '$1 > 12')
row 'test methods' "$(printf '%s\n' "$tests" | count)"
row 'test names of more than 12 words' "$(printf '%s\n' "$long" | count)" "$long"

# A piece is a run of at least seven lines, blank ones and usings aside, that stands in two places.
twice=$(sources | xargs -d '\n' awk -v size=7 '
  FNR == 1 { n = 0; from = 0 }
  /^(using|namespace) / || /^[ \t]*$/ { next }
  {
    line = $0; gsub(/^[ \t]+|[ \t]+$/, "", line); n++; text[n % size] = line
    if (n >= size) {
      window = ""; for (i = n - size + 1; i <= n; i++) window = window "\n" text[i % size]
      if (window in seen) {
        if (from != n - 1) print FILENAME ":" FNR - size + 1 " as " seen[window]
        from = n
      } else seen[window] = FILENAME ":" FNR - size + 1
    }
  }')
row 'pieces of seven lines that stand twice' "$(printf '%s\n' "$twice" | count)" "$twice"
