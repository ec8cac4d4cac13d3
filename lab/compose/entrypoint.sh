#!/bin/sh
# What every container of the lab is told by its surroundings: the admin token of this set-up, which the seed
# service drew and left on a volume, and a name that no other copy has.
set -eu
token=/run/lab/admin-token
if [ -r "$token" ]; then
  LAB_ADMIN_TOKEN=$(cat "$token")
  export LAB_ADMIN_TOKEN
fi
LAB_INSTANCE=${LAB_INSTANCE:-web-$(hostname)}
export LAB_INSTANCE
exec "$@"
