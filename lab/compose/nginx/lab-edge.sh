#!/bin/sh
# lab-edge CONFIG SERVER...: from now on nginx has configs/CONFIG.conf and sends requests to these servers
# (host:port) only. Returns when the last request that the old workers had begun is answered.
set -eu
lab=/etc/nginx/lab

workers() {
  grep -l 'nginx: worker' /proc/[0-9]*/cmdline 2>/dev/null || true
}

config=$1
shift
cp "$lab/configs/$config.conf" "$lab/live/cache.conf"
for server in "$@"; do echo "server $server;"; done >"$lab/live/servers.conf"

old=$(workers)
nginx -t -q
kill -HUP "$(cat /run/nginx.pid)"
waited=0
for process in $old; do
  while [ -e "$process" ]; do
    waited=$((waited + 1))
    if [ "$waited" -gt 200 ]; then
      echo 'lab-edge: the old workers of nginx have not ended within 20 s' >&2
      exit 1
    fi
    sleep 0.1
  done
done
