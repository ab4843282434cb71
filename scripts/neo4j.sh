#!/usr/bin/env bash
# Runs a real Neo4j community for tests and comparisons, straight from its Maven artifacts: needs Java and mvn, no Docker.
set -euo pipefail
unset CDPATH # or cd prints

usage() {
  cat <<'END'
usage: scripts/neo4j.sh install                resolve Neo4j into build/neo4j/lib, once
       scripts/neo4j.sh start [--name NAME]    start it in build/neo4j/NAME (default: dev); prints its bolt:// URI
       scripts/neo4j.sh stop [--name NAME]
       scripts/neo4j.sh status                 one line for each home
       scripts/neo4j.sh wipe [--name NAME]     stop it and delete its home

Environment: CORRIDOR_BUILD (build), CORRIDOR_NEO4J_BOLT_PORT (7687), CORRIDOR_NEO4J_HEAP (1g),
CORRIDOR_NEO4J_HTTP_PORT (none; else its Query API is served there, on loopback only like Bolt),
CORRIDOR_NEO4J_PASSWORD_FILE (none: no authentication; else the first line is the password
of the user neo4j, taken when the home first starts with one), CORRIDOR_NEO4J_TLS_FOLDER (none; else it holds private.key
and public.crt in PEM, and Bolt may be spoken encrypted as well), JAVA_HOME.
Exit status: 0 done, 2 wrong usage, 3 could not.
END
}

readonly start_limit_s=120 stop_limit_s=30

say() { printf 'neo4j.sh: %s\n' "$*" >&2; }
fail() { say "$@"; exit 3; }
misuse() { say "$@"; usage >&2; exit 2; }

((BASH_VERSINFO[0] >= 4)) || fail "needs bash 4 or newer, this is $BASH_VERSION; macOS: brew install bash."

# ---- install

need_java() {
  local answer
  answer=$("$java" -version 2>&1) || true
  if ! [[ $answer =~ version\ \"([0-9]+) ]] || ((BASH_REMATCH[1] < 17)); then
    fail "Neo4j needs Java 17 or newer, but '$java -version' says: ${answer%%$'\n'*}" \
      $'\n''  Install a JDK 17 (Debian: openjdk-17-jre-headless), or point JAVA_HOME at one.'
  fi
}

need_mvn() {
  command -v mvn >/dev/null ||
    fail "mvn is not in PATH; it is what fetches Neo4j $version." $'\n''  Install Maven 3.6.3 or newer (Debian: maven).'
}

install() {
  local stamp fresh="$root/.lib.$$" output
  stamp="$version $(cksum <"$pom")"
  [[ -f $lib/.stamp && $(<"$lib/.stamp") == "$stamp" ]] && return
  need_java
  need_mvn
  say "resolving Neo4j $version into $lib; the first time this takes a minute or two"
  # Filled beside lib and moved at the end: whoever finds a lib finds a whole one.
  trap 'rm -rf "$root"/.lib.$$' EXIT
  output=$(mvn -q -B -f "$pom" dependency:copy-dependencies -DoutputDirectory="$fresh" 2>&1) ||
    fail "mvn could not resolve $pom:"$'\n'"$output" \
      $'\n''  Is the Maven repository reachable? A mirror goes into ~/.m2/settings.xml.'
  printf '%s' "$stamp" >"$fresh/.stamp"
  rm -rf "$lib"
  mv "$fresh" "$lib"
}

# ---- one home

arguments_of() {
  # Slim containers have no ps, macOS has no /proc.
  if [[ -d /proc/self ]]; then tr '\0' ' ' <"/proc/$1/cmdline"; else ps -ww -p "$1" -o args=; fi
}

# Sets pid. A number alone proves nothing, since the system gives it away again: the process must be using our home.
running() {
  pid=$(cat "$home/pid" 2>/dev/null) && [[ "$(arguments_of "$pid" 2>/dev/null) " == *" --home-dir=$home "* ]]
}

uri() { sed -n 's|^server\.bolt\.listen_address=|bolt://|p' "$home/conf/neo4j.conf"; }

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Offers Bolt 5.4 and nothing else, so a Bolt server repeats 00 00 04 05. Bash drops the zeros as it reads.
bolt_answers() (
  exec 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$1"
  printf '\x60\x60\xb0\x17\0\0\4\5\0\0\0\0\0\0\0\0\0\0\0\0' >&3
  LC_ALL=C IFS='' read -r -t 2 -N 2 answer <&3 && [[ $answer == $'\x04\x05' ]]
)

# The log is asked as well, because another server may be the one that answers on our port.
ready() {
  local address
  address=$(uri)
  grep -q ' Started\.$' "$log" 2>/dev/null && bolt_answers "${address##*:}"
}

need_free_port() { # PORT WHAT VARIABLE
  [[ $1 =~ ^[0-9]{1,5}$ ]] || misuse "$3 must be a port number, not '$1'"
  ! listening "$1" || fail "$2 port 127.0.0.1:$1 is taken by another home (see status) or program." \
    $'\n'"  Stop that, or set $3 to a free port."
}

configure() {
  mkdir -p "$home"/{conf,data,logs,plugins,run,import,lib,licenses}
  # Without preallocation a home takes 2 MB on disk instead of 516; without the quiet period stopping takes 0.4 s
  # instead of 10. Over HTTP any page in a browser could ask a server that asks for no password, so it is only on demand.
  cat >"$home/conf/neo4j.conf" <<END
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:$bolt_port
server.bolt.advertised_address=127.0.0.1:$bolt_port
server.http.enabled=$([[ -n $http_port ]] && echo true || echo false)
server.http.listen_address=127.0.0.1:${http_port:-7474}
server.http_enabled_modules=QUERY_API_ENDPOINTS
server.memory.pagecache.size=256m
db.tx_log.preallocate=false
dbms.usage_report.enabled=false
dbms.security.allow_csv_import_from_file_urls=false
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
dbms.security.auth_enabled=$([[ -n $password_file ]] && echo true || echo false)
END
  [[ -z $tls_folder ]] || cat >>"$home/conf/neo4j.conf" <<END
dbms.ssl.policy.bolt.enabled=true
dbms.ssl.policy.bolt.base_directory=$tls_folder
dbms.ssl.policy.bolt.client_auth=NONE
server.bolt.tls_level=OPTIONAL
END
}

need_certificate() {
  local file
  for file in private.key public.crt; do
    [[ -r $tls_folder/$file ]] || fail "cannot read $tls_folder/$file: CORRIDOR_NEO4J_TLS_FOLDER should hold private.key and public.crt."
  done
  tls_folder=$(cd "$tls_folder" && pwd -P)
}

set_password() {
  local password='' output
  IFS='' read -r password 2>/dev/null <"$password_file" || [[ -n $password ]] ||
    fail "no password in CORRIDOR_NEO4J_PASSWORD_FILE=$password_file: its first line should be one."
  password=${password//\\/\\\\}
  password=${password//\"/\\\"}
  # Through an argument file that is a pipe, since ps shows everyone a command line. Java reads it by the locale.
  output=$(NEO4J_HOME=$home NEO4J_CONF=$home/conf LC_ALL=C.UTF-8 "$java" -cp "$lib/*" \
    @<(printf 'org.neo4j.cli.AdminTool dbms set-initial-password -- "%s"' "$password") 2>&1) ||
    fail "Neo4j refused the password in $password_file:"$'\n'"$output"
}

launch() {
  local package flags=(-XX:+UseG1GC -Dfile.encoding=UTF-8 "-Xms$heap" "-Xmx$heap")
  for package in java.nio java.io sun.nio.ch java.lang java.util.concurrent; do
    flags+=("--add-opens=java.base/$package=ALL-UNNAMED")
  done
  flags+=(--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED)
  # nohup execs, so this pid stays Neo4j's. Without 9>&- it would hold the lock for as long as it lives.
  nohup "$java" "${flags[@]}" -cp "$lib/*" org.neo4j.server.CommunityEntryPoint \
    "--home-dir=$home" "--config-dir=$home/conf" --console-mode >"$log" 2>&1 </dev/null 9>&- &
  launched=$!
  echo "$launched" >"$home/pid"
}

await() {
  local deadline=$((SECONDS + start_limit_s))
  until ready; do
    sleep 0.2
    running || kill -0 "$launched" 2>/dev/null || give_up "ended before Bolt answered"
    ((SECONDS < deadline)) || give_up "did not answer on Bolt within $start_limit_s s"
  done
}

give_up() {
  say "$name $1; the end of $log:"
  # Stack frames would push the cause out of sight.
  grep -v $'^\tat ' "$log" | tail -n 20 >&2 || true
  [[ -z $launched ]] || stop
  exit 3
}

# ---- subcommands

start() {
  install
  if running; then
    say "$name is already running, pid $pid"
  else
    need_java
    need_free_port "$bolt_port" Bolt CORRIDOR_NEO4J_BOLT_PORT
    [[ -z $http_port ]] || need_free_port "$http_port" HTTP CORRIDOR_NEO4J_HTTP_PORT
    [[ -z $tls_folder ]] || need_certificate
    umask 077
    configure
    [[ -z $password_file || -f $home/data/dbms/auth.ini ]] || set_password
    say "starting $name in $home"
    launch
  fi
  await
  uri
}

stop() {
  if running; then
    local deadline=$((SECONDS + stop_limit_s))
    kill "$pid" 2>/dev/null || true
    while running && ((SECONDS < deadline)); do sleep 0.1; done
    if running; then
      say "warning: $name, pid $pid, did not stop within $stop_limit_s s and is killed"
      kill -KILL "$pid" 2>/dev/null || true
      while running; do sleep 0.1; done
    fi
    say "$name stopped"
  else
    say "$name is not running"
  fi
  rm -f "$home/pid"
}

status() {
  local conf found=''
  for conf in "$root"/*/conf/neo4j.conf; do
    [[ -f $conf ]] || continue
    found=yes
    home=${conf%/conf/neo4j.conf}
    if running; then echo "${home##*/} running, pid $pid, $(uri)"; else echo "${home##*/} stopped"; fi
  done
  [[ -n $found ]] || say "no home under $root"
}

wipe() {
  stop
  rm -rf "${home:?}"
  say "$name wiped"
}

command=${1-}
name=dev
case "$command:$#" in
install:1 | status:1 | start:1 | stop:1 | wipe:1) ;;
start:3 | stop:3 | wipe:3)
  [[ $2 == --name ]] || misuse "unknown option '$2'"
  name=$3
  [[ $name =~ ^[A-Za-z0-9][A-Za-z0-9_-]*$ && $name != lib ]] ||
    misuse "a name is letters, digits, - and _, and not lib; this is '$name'"
  ;;
*) misuse "no such command: '$*'" ;;
esac

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# Resolved once, because running compares homes as text.
root=$(cd "$top" && mkdir -p "${CORRIDOR_BUILD:-build}/neo4j" && cd "${CORRIDOR_BUILD:-build}/neo4j" && pwd -P)
pom=$top/scripts/neo4j/pom.xml
version=$(sed -n 's|.*<neo4j.version>\(.*\)</neo4j.version>.*|\1|p' "$pom")
lib=$root/lib home=$root/$name log=$root/$name/logs/console.log
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
bolt_port=${CORRIDOR_NEO4J_BOLT_PORT:-7687} http_port=${CORRIDOR_NEO4J_HTTP_PORT:-}
heap=${CORRIDOR_NEO4J_HEAP:-1g} password_file=${CORRIDOR_NEO4J_PASSWORD_FILE:-}
tls_folder=${CORRIDOR_NEO4J_TLS_FOLDER:-}
pid='' launched=''

if [[ $command != status ]]; then
  # Tests that call this at once take turns. macOS has no flock; there they had better not.
  exec 9>"$root/.lock"
  ! command -v flock >/dev/null || flock 9
fi
"$command"
