#!/bin/sh
# Starts Standin beside the editor, at http://localhost:4545. In a codespace the browser comes by addresses of GitHub's instead,
# while programs beside it go on asking localhost.
if [ -n "$CODESPACE_NAME" ]; then
  address() { echo "https://$CODESPACE_NAME-$1.$GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN"; }
  export STANDIN_PUBLIC_URL="$(address 4545)" STANDIN_IRS_PUBLIC_URL="$(address 4546)"
  export STANDIN_INTERNAL_URLS=http://localhost:4545 STANDIN_TRUST_PROXY=on
  # What the pages ask for: a forwarded port may be published to everybody.
  export STANDIN_GATE="${STANDIN_GATE:-tester:$CODESPACE_NAME}"
fi
exec npx standin start
