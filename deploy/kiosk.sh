#!/bin/sh
# One screen without a keyboard: waits until the node answers, opens the screen's page in Chromium full screen, and
# opens it again when it ends. Start it from the session's autostart.
#
#   kiosk.sh http://conductor.local:8080/display/main/m-00
#
# On plain http from another machine a browser keeps its timers coarse (100 us) and has no wake lock; this script
# tells Chromium to treat the node's address as secure, which brings both back.
set -u
url=${1:?usage: kiosk.sh URL-OF-THE-SCREEN}
origin=$(printf '%s\n' "$url" | sed -E 's#^(https?://[^/]+).*#\1#')
browser=${MULLION_BROWSER:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
profile=${XDG_CACHE_HOME:-$HOME/.cache}/mullion-kiosk
[ -n "$browser" ] || { echo "kiosk.sh: there is no Chromium on the PATH; name one in MULLION_BROWSER." >&2; exit 1; }

while :; do
  until curl --silent --fail --insecure --max-time 2 --output /dev/null "$origin/healthz"; do sleep 1; done
  "$browser" --kiosk --no-first-run --noerrdialogs --disable-session-crashed-bubble --disable-translate \
    --autoplay-policy=no-user-gesture-required --disable-background-timer-throttling \
    --disable-renderer-backgrounding --disable-backgrounding-occluded-windows \
    --unsafely-treat-insecure-origin-as-secure="$origin" --user-data-dir="$profile" "$url"
  sleep 1
done
