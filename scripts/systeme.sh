#!/bin/sh
# System programs that tests drive: found, installed when that is possible, or asked for. Never skipped in silence.
# Names of the programs wanted, among chromium, nginx and openssl.
set -eu

found() {
  for name in "$@"; do
    [ -n "$name" ] && PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v "$name" >/dev/null 2>&1 && return 0
  done
  return 1
}

install() {
  echo "Installing $* for the tests…"
  # At this run level, Debian does not start the services that it installs.
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

missing=""
for program in "$@"; do
  case $program in
    chromium) found "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome ;;
    *) found "$program" ;;
  esac || missing="$missing $program"
done

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  # The browser without its windows, where it is packaged alone: a third less of the processor for the same pages.
  case " $* " in *" chromium "*) found "${CHROMIUM:-}" chromium-headless-shell || shell=chromium-headless-shell ;; esac
  [ -z "$missing${shell:-}" ] || apt-get update -qq || true
  if [ -n "${shell:-}" ] && install "$shell"; then
    missing=$(echo "$missing" | sed 's/ chromium//')
  fi
  # shellcheck disable=SC2086
  [ -z "$missing" ] || install $missing
  exit 0
fi

[ -z "$missing" ] && exit 0
echo "Tests need$missing. Install what is missing (Debian, Ubuntu: sudo apt install$missing; Fedora: sudo dnf install$missing;" >&2
echo "macOS: brew install$missing), or set CHROMIUM to the path of a Chromium or Chrome program." >&2
exit 1
