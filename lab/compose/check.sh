#!/bin/sh
# check.sh [FLAGS OF sosie run]: starts the lab in containers, rolls v2 out while Sosie watches from a container
# of its own, and ends with Sosie's exit code. With LAB_FAULT=ID the new release has that fault.
set -eu
cd "$(dirname "$0")/../.."

watcher=${COMPOSE_PROJECT_NAME:-sosie-lab}-check
# Whoever starts it owns the reports.
SOSIE_USER=${SOSIE_USER:-$(id -u):$(id -g)}
export SOSIE_USER
mkdir -p sosie-runs

docker compose --profile check build
# Also what an earlier rollout has left returns to the first release, which has no fault.
SHOP_RELEASE=v1 SHOP_FAULT='' docker compose up --detach --wait --wait-timeout 300
docker compose exec -T nginx lab-edge correct web:8080
if [ -n "${LAB_FAULT:-}" ]; then
  docker compose exec -T web node dist/lab/compose/fault-place.js "$LAB_FAULT" >/dev/null
fi

# tell start|finish|fail: what the rollout does, to the check that waits for it.
tell() {
  docker exec "$watcher" node -e "fetch('http://127.0.0.1:4390/rollout/$1', { method: 'POST' })
    .then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))" >/dev/null 2>&1
}

# The check listens for it once everybody is signed in and has looked around on the old release.
roll_when_asked() {
  # A rollout that has begun is brought to its end, whatever becomes of the check.
  trap 'exit 0' TERM
  tries=0
  until tell start; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || return 1
    sleep 1
  done
  if ./lab/compose/roll.sh v2; then tell finish; else tell fail; fi
}

roll_when_asked >sosie-runs/roll.log 2>&1 &
roller=$!

code=0
docker compose run --rm --no-deps --name "$watcher" sosie run -c lab/compose/sosie.config.mjs "$@" || code=$?
kill "$roller" 2>/dev/null || true
wait "$roller" || true
echo 'The rollout, as it went:' >&2
cat sosie-runs/roll.log >&2
exit "$code"
