#!/usr/bin/env bash
# Runs a server that speaks MongoDB's wire protocol, made from ordinary packages:
# FerretDB (built with `go install`) over PostgreSQL with the DocumentDB extension
# (Debian sid, in a chroot of its own, so that the machine's packages stay as they
# are). It is for tests: it has no password and listens on 127.0.0.1 only. Where
# Docker runs, compose.yaml gives MongoDB itself.
#
# See usage() below for how it is called. What it keeps lies in one state directory,
# never in the checkout:
#
#   root/                 the chroot, shared by all instances; root.partial while it is built
#   bin/ferretdb-VERSION  the server
#   build.log             what the last build said
#   instances/NAME/       data/, logs, ports and process records of one server
#
# Removing the whole directory while nothing runs is the way to start afresh.
# Mounts are made in private mount namespaces, so none outlives its process and
# removing a half-built chroot cannot reach the machine's own /dev.
set -euo pipefail

readonly ferretdb_version=v2.7.0
readonly postgres_major=18
# Raise it when build_root changes: a chroot of another recipe is then built anew.
readonly recipe=1

state=${THIDUA_MONGODB_STATE:-${XDG_CACHE_HOME:-${HOME:?}/.cache}/thidua/mongodb-compatible}
instance=${THIDUA_MONGODB_INSTANCE:-default}
fast=no

usage() {
	cat <<'USAGE'
usage: scripts/mongodb-compatible.sh COMMAND [--fast]

  start    start the server, building it first where needed, and print its URI
  stop     end the server in an orderly way; its data stay
  crash    kill all its processes at once (SIGKILL), as a crash would; start recovers
  status   say what runs; exit status 3 if it does not run
  uri      print the URI of the running server; exit status 3 if it does not run
  reset    stop, and delete this instance's data

  --fast   with start: leave out fsync. Data survive crash, but not a power cut

Everything else is said on standard error, so that this works:

  export MONGODB_TEST_URI=$(scripts/mongodb-compatible.sh start)

environment:
  THIDUA_MONGODB_PORT      port to listen on (default: the first free one from 27117)
  THIDUA_MONGODB_INSTANCE  name of the server, for several side by side (default: default)
  THIDUA_MONGODB_STATE     where to build and keep it (default: ~/.cache/thidua/mongodb-compatible)
  THIDUA_DEBIAN_MIRROR     Debian mirror (default: the one that this machine's apt uses)
USAGE
}

say() { printf 'mongodb-compatible: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# ---- Processes ----------------------------------------------------------------

# started PID prints when the process started, in clock ticks after boot.
started() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# running NAME prints the process id of this instance's daemon NAME, or fails. The
# record holds the start time too, so that a process that was later given the same
# number is never taken for ours, nor killed.
running() {
	local pid ticks
	read -r pid ticks 2>/dev/null <"$dir/$1.process" || return 1
	[[ $(started "$pid") == "$ticks" ]] || return 1
	printf '%s\n' "$pid"
}

# enter is run in fresh mount and process namespaces, with the chroot, this instance's
# directory, a user and a command. It gives the chroot its /proc and /dev, the
# instance at /srv, and becomes the command: the namespace's first process, so that
# killing it kills every process below it.
# shellcheck disable=SC2016
readonly enter='
	set -e
	root=$1 dir=$2 user=$3
	shift 3
	mount -t proc proc "$root/proc"
	mount --bind /dev "$root/dev"
	mount -t tmpfs tmpfs "$root/dev/shm"
	mount --bind "$dir" "$root/srv"
	exec chroot --userspec="$user:$user" "$root" "$@"
'
readonly namespaces=(unshare --mount --pid --fork)

# inside USER COMMAND… runs a command in the chroot.
inside() { "${namespaces[@]}" bash -c "$enter" inside "$root" "$dir" "$@"; }

# daemon NAME COMMAND… starts a command in the chroot, as the user postgres, free of
# this script's terminal, pipes and lock, and records its process.
daemon() {
	local name=$1 keeper='' pid=''
	shift
	(
		exec 9>&-
		exec setsid "${namespaces[@]}" bash -c "$enter" daemon "$root" "$dir" postgres "$@"
	) </dev/null >>"$dir/$name.log" 2>&1 &
	keeper=$!
	until pid=$(pgrep -P "$keeper"); do
		kill -0 "$keeper" 2>/dev/null || { tail -n 20 "$dir/$name.log" >&2; die "$name did not start"; }
		sleep 0.05
	done
	printf '%s %s\n' "$pid" "$(started "$pid")" >"$dir/$name.process"
}

# end NAME SIGNAL SECONDS signals a daemon and waits until it is gone, at last by force.
end() {
	local pid deadline=$((SECONDS + $3))
	pid=$(running "$1") || { rm -f "$dir/$1.process"; return 0; }
	kill -s "$2" "$pid" 2>/dev/null || true
	while running "$1" >/dev/null; do
		if ((SECONDS >= deadline)); then
			say "$1 did not end in $3 s, killing it"
			kill -s KILL "$pid" 2>/dev/null || true
			deadline=$((SECONDS + 60))
		fi
		sleep 0.05
	done
	rm -f "$dir/$1.process"
}

# free PORT succeeds if nothing listens on 127.0.0.1:PORT.
free() { ! (: </dev/tcp/127.0.0.1/"$1") 2>/dev/null; }

# first_free FROM prints the first free port of the hundred from FROM on.
first_free() {
	local port
	for ((port = $1; port < $1 + 100; port++)); do
		free "$port" && { printf '%s\n' "$port"; return; }
	done
	die "no free port from $1 on"
}

# ---- Building -----------------------------------------------------------------

# debian_mirror prints the archive that this machine's apt uses.
debian_mirror() {
	local mirror
	# shellcheck disable=SC2016
	mirror=${THIDUA_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' |
		awk '$1 !~ /security/ && $2 ~ /^https?:/ && $2 ~ /debian/ {print $2; exit}')}
	[[ -n $mirror ]] || die 'apt has no Debian mirror to read the packages from; set THIDUA_DEBIAN_MIRROR'
	printf '%s\n' "$mirror"
}

# need COMMAND PACKAGE installs a Debian package if its command is missing.
need() {
	command -v "$1" >/dev/null && return
	command -v apt-get >/dev/null || die "$1 is missing, and there is no apt-get to install $2 with"
	say "installing $2"
	{
		[[ -n $(apt-cache madison "$2" 2>/dev/null) ]] || apt-get update
		DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$2"
	} >>"$state/build.log" 2>&1 || { tail -n 20 "$state/build.log" >&2; die "could not install $2"; }
}

# build_ferretdb builds the server, unless it is there. It names its module and
# version in full, and so leaves every go.mod alone.
build_ferretdb() {
	[[ ! -x $ferretdb ]] || return 0
	command -v go >/dev/null || die 'go is missing'
	mkdir -p "$state/bin.partial"
	(cd "$state" && GOBIN="$state/bin.partial" GOFLAGS=-mod=mod GOWORK=off CGO_ENABLED=0 \
		go install "github.com/FerretDB/FerretDB/v2/cmd/ferretdb@$ferretdb_version")
	mkdir -p "$state/bin"
	mv "$state/bin.partial/ferretdb" "$ferretdb"
}

# build_root builds the chroot beside its place and moves it there when it is
# complete, so that a build that was killed is seen as such and done again.
build_root() {
	[[ ! -e $complete ]] || return 0
	local mirror proxy=''
	mirror=$(debian_mirror)
	# apt's proxy, where it has one, is the way out for debootstrap too.
	eval "$(apt-config shell proxy Acquire::http::Proxy)"
	[[ -z $proxy || $proxy == DIRECT ]] || export http_proxy=$proxy https_proxy=$proxy

	rm -rf --one-file-system "$root" "$root.partial"
	local target=$root root=$root.partial dir
	dir=$state/empty
	mkdir -p "$root" "$dir"
	chmod 755 "$root"
	debootstrap --variant=minbase --include=ca-certificates sid "$root" "$mirror"
	cat >"$root/etc/dpkg/dpkg.cfg.d/small" <<-'CONF'
		path-exclude=/usr/share/doc/*
		path-exclude=/usr/share/man/*
		path-exclude=/usr/share/locale/*
		force-unsafe-io
	CONF
	cat >"$root/etc/apt/apt.conf.d/small" <<-CONF
		Acquire::Check-Valid-Until "false";
		Acquire::Languages "none";
		APT::Install-Recommends "false";
		${http_proxy:+Acquire::http::Proxy "$http_proxy";}
	CONF
	# No package may start a service or make a cluster of its own.
	install -D -m 755 /dev/stdin "$root/usr/sbin/policy-rc.d" <<<$'#!/bin/sh\nexit 101'
	install -D -m 644 /dev/stdin "$root/etc/postgresql-common/createcluster.conf" <<<'create_main_cluster = false'
	echo '127.0.0.1 localhost' >"$root/etc/hosts"
	inside root apt-get update
	inside root env DEBIAN_FRONTEND=noninteractive apt-get install -y "postgresql-$postgres_major-documentdb"
	inside root apt-get clean
	touch "$root/${complete##*/}"
	mv "$root" "$target"
}

# build makes both halves at the same time, each a run of this script in a process
# namespace that dies with this one: no half-made chroot goes on being built unseen.
build() {
	[[ ! -x $ferretdb || ! -e $complete ]] || return 0
	local begun=$SECONDS part failed=''
	local -A jobs=()
	: >"$state/build.log"
	need pgrep procps
	[[ -e $complete ]] || need debootstrap debootstrap
	say "building in $state; this takes some minutes, once (see build.log there)"
	for part in build_ferretdb build_root; do
		setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child --mount-proc \
			bash "${BASH_SOURCE[0]}" "$part" </dev/null >>"$state/build.log" 2>&1 &
		jobs[$part]=$!
	done
	for part in "${!jobs[@]}"; do
		wait "${jobs[$part]}" || failed+=" $part"
	done
	if [[ -n $failed ]]; then
		tail -n 30 "$state/build.log" >&2
		die "failed:$failed (the whole log: $state/build.log)"
	fi
	say "built in $((SECONDS - begun)) s"
}

# ---- Commands -----------------------------------------------------------------

uri() { printf 'mongodb://127.0.0.1:%s/\n' "$(<"$dir/port")"; }

# up succeeds if both daemons run.
up() { running postgres >/dev/null && running ferretdb >/dev/null; }

# await SECONDS NAME COMMAND… repeats a command until it succeeds, and gives up when
# the time is over or the daemon NAME has ended.
await() {
	local deadline=$((SECONDS + $1)) name=$2
	shift 2
	until "$@" >/dev/null 2>&1; do
		running "$name" >/dev/null || { tail -n 20 "$dir/$name.log" >&2; die "$name ended (log: $dir/$name.log)"; }
		((SECONDS < deadline)) || { tail -n 20 "$dir/$name.log" >&2; die "$name is not ready (log: $dir/$name.log)"; }
		sleep 0.1
	done
}

# make_data makes an empty database cluster, complete or not at all.
make_data() {
	[[ -d $dir/data ]] && return
	say "making the database of instance $instance"
	rm -rf --one-file-system "$dir/data.partial"
	mkdir "$dir/data.partial"
	inside root chown postgres:postgres /srv/data.partial
	inside postgres "/usr/lib/postgresql/$postgres_major/bin/initdb" -D /srv/data.partial -U postgres \
		--auth=trust --encoding=UTF8 --locale=C.UTF-8 >"$dir/initdb.log" 2>&1 ||
		{ tail -n 20 "$dir/initdb.log" >&2; die 'initdb failed'; }
	cat >>"$dir/data.partial/postgresql.conf" <<-'CONF'
		listen_addresses = '127.0.0.1'
		unix_socket_directories = ''
		max_connections = 200
		shared_buffers = '256MB'
		jit = off
		cron.database_name = 'postgres'
		cron.host = '127.0.0.1'
		cron.log_run = off
		cron.log_statement = off
		log_min_messages = fatal
	CONF
	mv "$dir/data.partial" "$dir/data"
}

start_postgres() {
	running postgres >/dev/null && return
	local port settings=()
	port=$(cat "$dir/postgres.port" 2>/dev/null || true)
	if [[ -z $port ]] || ! free "$port"; then
		port=$(first_free 28117)
	fi
	printf '%s\n' "$port" >"$dir/postgres.port"
	[[ $fast == no ]] || settings=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)
	# DocumentDB's own kind of index has an order that it is not read in: a page of the latest would put all articles in order. Its second
	# extension, which is no part of the first, makes indexes that are. Said here and not in the file, so that instances that were made
	# earlier have it for what they make from now on.
	settings+=(-c shared_preload_libraries=pg_cron,pg_documentdb_core,pg_documentdb,pg_documentdb_extended_rum
		-c documentdb.alternate_index_handler_name=extended_rum)
	# Writers of one unique value wait for each other in rings. Writes of ours take milliseconds, so what waits for a tenth of a
	# second is looked at; PostgreSQL's own second for each ring would be most of the time of such tests.
	daemon postgres "/usr/lib/postgresql/$postgres_major/bin/postgres" -D /srv/data -c port="$port" \
		-c deadlock_timeout=100ms "${settings[@]}"
	await 120 postgres inside postgres pg_isready -q -h 127.0.0.1 -p "$port"
	inside postgres psql -qX -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" \
		-c 'set client_min_messages = warning' -c 'create extension if not exists documentdb cascade' \
		-c 'create extension if not exists documentdb_extended_rum cascade' >&2
}

start_ferretdb() {
	running ferretdb >/dev/null && return
	local port postgres
	port=${THIDUA_MONGODB_PORT:-$(cat "$dir/port" 2>/dev/null || true)}
	if [[ -n ${THIDUA_MONGODB_PORT:-} ]]; then
		free "$port" || die "port $port is taken"
	elif [[ -z $port ]] || ! free "$port"; then
		port=$(first_free 27117)
	fi
	printf '%s\n' "$port" >"$dir/port"
	postgres=postgres://postgres@127.0.0.1:$(<"$dir/postgres.port")/postgres
	cmp -s "$ferretdb" "$root/usr/local/bin/ferretdb" || install -m 755 "$ferretdb" "$root/usr/local/bin/ferretdb"
	daemon ferretdb /usr/local/bin/ferretdb --postgresql-url="$postgres" --listen-addr="127.0.0.1:$port" \
		--no-auth --telemetry=disable --debug-addr=- --state-dir=/tmp --log-level=WARN
	await 60 ferretdb inside postgres /usr/local/bin/ferretdb ping --postgresql-url="$postgres" \
		--listen-addr="127.0.0.1:$port" --no-auth --telemetry=disable --debug-addr=- --state-dir=/tmp
}

start() {
	build
	if up; then
		inside postgres psql -qAtX -h 127.0.0.1 -p "$(<"$dir/postgres.port")" -c 'show shared_preload_libraries' | grep -q extended_rum ||
			die "instance $instance runs as an earlier version of this script started it: stop it, then start it again"
		say "instance $instance runs already"
	else
		mkdir -p "$dir"
		make_data
		# A ferretdb that outlived its postgres would go on asking at its old port.
		running postgres >/dev/null || end ferretdb TERM 10
		start_postgres
		start_ferretdb
		say "instance $instance is ready"
	fi
	uri
}

stop() {
	end ferretdb TERM 10
	end postgres INT 30
}

crash() {
	local name pid
	for name in ferretdb postgres; do
		pid=$(running "$name") && kill -s KILL "$pid"
	done
	end ferretdb KILL 10
	end postgres KILL 10
}

status() {
	up || { say "instance $instance does not run"; exit 3; }
	say "instance $instance: ferretdb $ferretdb_version as process $(running ferretdb), postgres as process $(running postgres), in $dir"
	uri
}

main() {
	local command=${1:-}
	(($# == 0)) || shift
	while (($# > 0)); do
		case $1 in
		--fast) fast=yes ;;
		*) usage >&2; exit 2 ;;
		esac
		shift
	done
	[[ $instance =~ ^[a-z0-9-]+$ ]] || die "instance name $instance: only a-z, 0-9 and - are allowed"
	[[ $state == /* && $state != *[[:space:]]* ]] ||
		die "state directory $state: it must be absolute and, for debootstrap, without blanks"
	root=$state/root
	dir=$state/instances/$instance
	ferretdb=$state/bin/ferretdb-$ferretdb_version
	complete=$root/.complete-$recipe

	case $command in
	start | stop | crash | reset)
		[[ $(uname) == Linux && $EUID == 0 ]] ||
			die 'needs Linux and root, as it makes a chroot. Elsewhere use compose.yaml with Docker'
		mkdir -p "$state"
		# One start or stop at a time; a second caller waits and finds the work done.
		exec 9>"$state/lock"
		flock -n 9 || { say 'waiting for another run of this script'; flock 9; }
		;;
	esac
	case $command in
	start) start ;;
	stop) stop ;;
	crash) crash ;;
	reset) stop && rm -rf --one-file-system "$dir" ;;
	status) status ;;
	uri) up || exit 3; uri ;;
	build_ferretdb | build_root) "$command" ;; # called by build alone
	help | -h | --help) usage ;;
	*) usage >&2; exit 2 ;;
	esac
}

main "$@"
