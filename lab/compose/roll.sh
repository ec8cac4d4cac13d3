#!/bin/sh
# roll.sh [RELEASE]: replaces the web containers one by one by containers of this release (v2). A new one is
# healthy before nginx sends it anything, and an old one has answered everything before it is stopped: no
# request fails. Prints one line per container. With LAB_FAULT=ID the new release has that fault; v1 never has.
set -eu
cd "$(dirname "$0")/../.."

release=${1:-v2}
fault=${LAB_FAULT:-}
[ "$release" = v1 ] && fault=

edge_config=correct
if [ -n "$fault" ]; then
  place=$(docker compose exec -T web node dist/lab/compose/fault-place.js "$fault")
  [ "$place" = edge ] && edge_config=$fault
fi

web_containers() {
  docker compose ps -q web | xargs docker inspect --format '{{slice .Name 1}}' | sort
}

release_of() {
  docker inspect --format '{{index .Config.Labels "sosie-lab.release"}}' "$1"
}

# serve_from CONTAINER...: nginx sends requests to these only.
serve_from() {
  docker compose exec -T nginx lab-edge "$edge_config" $(printf '%s:8080 ' "$@")
}

old=$(web_containers)
count=$(echo "$old" | wc -l)
serve_from $old

step=0
for leaving in $old; do
  step=$((step + 1))
  before=$(web_containers)
  SHOP_RELEASE=$release SHOP_FAULT=$fault docker compose --progress quiet up --detach --no-build \
    --no-deps --no-recreate --wait --wait-timeout 120 --scale "web=$((count + 1))" web
  now=$(web_containers)
  arriving=$(echo "$now" | grep -vxF "$before")
  from=$(release_of "$leaving")
  serve_from $(echo "$now" | grep -vxF "$leaving")
  docker stop "$leaving" >/dev/null
  docker rm "$leaving" >/dev/null
  echo "$step/$count $leaving ($from) -> $arriving ($(release_of "$arriving"))"
done
