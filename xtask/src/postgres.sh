# Runs a private PostgreSQL for as long as its standard input stays open.
#
# The program that started it holds the other end of that pipe. However that program ends, even
# killed, the pipe closes, and this script stops the server and removes its folder.
#
# Arguments: the folder of PostgreSQL's programs, the port.
set -eu
programs=$1
port=$2
folder=$(mktemp -d "${TMPDIR:-/tmp}/rpps-plus-postgres.XXXXXX")

clean_up() {
    trap - EXIT
    "$programs/pg_ctl" stop --silent --pgdata "$folder/data" --mode immediate >"$folder/stop.log" 2>&1 || true
    rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 0' HUP INT TERM

if ! "$programs/initdb" --pgdata "$folder/data" --username postgres --auth trust \
    --encoding UTF8 --locale C --no-sync --no-instructions >"$folder/initdb.log" 2>&1; then
    cat "$folder/initdb.log" >&2
    exit 1
fi

# Nothing in it outlives the tests, so it need not survive a power cut: that makes the many small
# databases of the tests several times cheaper.
cat >>"$folder/data/postgresql.conf" <<SETTINGS
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$folder'
max_connections = 300
fsync = off
full_page_writes = off
timezone = 'UTC'
SETTINGS

if ! "$programs/pg_ctl" start --silent --wait --pgdata "$folder/data" --log "$folder/server.log"; then
    cat "$folder/server.log" >&2
    exit 1
fi
echo ready
while read -r _; do :; done
