#!/usr/bin/env bash
# Fuzzes the targets whose turn it is. Which these are follows from the number of commits, so that each landing tries
# others, all have their turn in time, and a failure is found again on the same commit.
#
#   scripts/fuzz.sh [TARGETS [TIME]]     how many, and how long each: by default 2 of 60 s; `all` for all of them
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

count=${1:-2}
time=${2:-60s}

mapfile -t targets < <(grep -rEo --include='*_test.go' '^func Fuzz[A-Za-z0-9]+' . | sed -E 's|/[^/]+:func |\t|' | LC_ALL=C sort)
((${#targets[@]} > 0)) || { echo 'there is no fuzz target'; exit 1; }
[[ $count != all ]] || count=${#targets[@]}
first=$(($(git rev-list --count HEAD) * count))

for ((i = 0; i < count; i++)); do
	IFS=$'\t' read -r package target <<<"${targets[$(((first + i) % ${#targets[@]}))]}"
	echo "$package $target for $time"
	status=0
	said=$(go test "$package" -run='^$' -fuzz="^$target\$" -fuzztime="$time" 2>&1) || status=$?
	tail -n 20 <<<"$said"
	# Go says this of a target that was at an input when its time was up. An input that fails is written down, and named.
	if ((status != 0)) && { grep -q 'Failing input written' <<<"$said" || ! grep -q 'context deadline exceeded' <<<"$said"; }; then
		exit "$status"
	fi
done
