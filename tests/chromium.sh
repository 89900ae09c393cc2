#!/bin/sh
# Installs Chromium when it is missing and we are root; otherwise says how. The browser tests
# fail by themselves when it is not there: this script never hides them.
set -eu
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then
  exit 0
fi
commande='apt-get install -y --no-install-recommends chromium'
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "Chromium manque pour les tests du navigateur. Lancez : sudo $commande" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
$commande
