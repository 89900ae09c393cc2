#!/bin/bash
# Roles, base and rights, by the very file that development uses; then the two passwords.
set -euo pipefail
psql -X -v ON_ERROR_STOP=1 -v base=tandem -v locale=C.UTF-8 -U postgres -d postgres -f /sql/roles.sql
psql -X -v ON_ERROR_STOP=1 -v owner="$MOT_DE_PASSE_OWNER" -v web="$MOT_DE_PASSE_WEB" -U postgres -d tandem <<'SQL'
ALTER ROLE tandem_owner PASSWORD :'owner';
ALTER ROLE tandem_web PASSWORD :'web';
SQL
