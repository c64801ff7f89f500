#!/bin/sh
# A verified person signs in, and the claims say IAL2. Needs curl; STANDIN_URL names the server.
set -eu
api="${STANDIN_URL:-http://localhost:4545}/control/v1"
post() { curl --silent --show-error --fail-with-body -X POST "$api$1" -H 'content-type: application/json' -d "$2"; }

client=$(post /clients '{"redirect_uris": ["http://localhost:3000/cb"]}' | sed 's/.*"client_id":"\([^"]*\)".*/\1/')
answer=$(post /sign-in "{\"person\": \"maria\", \"client_id\": \"$client\", \"scope\": \"openid\", \"exchange\": true}")
echo "$answer" | grep '"ial":"2"' >/dev/null && echo "maria arrived at IAL2"
