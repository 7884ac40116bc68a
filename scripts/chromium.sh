#!/bin/sh
# Browser tests need Chromium: found, installed when that is possible, or asked for. Never skipped in silence.
set -eu
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
  [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium for the browser tests…"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
  exit 0
fi
echo "Browser tests need Chromium. Install it (Debian, Ubuntu: sudo apt install chromium; Fedora: sudo dnf install chromium;" >&2
echo "macOS: brew install --cask chromium), or set CHROMIUM to the path of a Chromium or Chrome program." >&2
exit 1
