-- Roles and database of Tandem. Run by a superuser; can be run again.
--
--   psql -X -v ON_ERROR_STOP=1 -v base=tandem -v locale=C.UTF-8 -d postgres -f roles.sql
--
-- The local cluster runs this same file (trust on a private socket, no password).
-- In production, give the two LOGIN roles a password afterwards:
--   \password tandem_owner
--   \password tandem_web
--
-- tandem_owner  owns the tables, runs the migrations, serves no page.
-- tandem_web    pages and jobs; owns nothing, so row-level security binds it.
-- tandem_garde  owns the few SECURITY DEFINER functions that see across the walls;
--               nobody logs in as it.
--
-- tandem_owner is NOINHERIT on purpose: member of tandem_garde, it may hand a function
-- over (ALTER FUNCTION … OWNER TO tandem_garde) or SET ROLE, but does not see through
-- the policies written for tandem_garde. So in a migration: grant and revoke first,
-- change the owner last; to replace such a function later, SET LOCAL ROLE tandem_garde.
\set ON_ERROR_STOP on
SET client_min_messages = warning;

SELECT format('CREATE ROLE %I', nom)
  FROM unnest(ARRAY['tandem_owner', 'tandem_web', 'tandem_garde']) AS nom
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = nom)
\gexec

ALTER ROLE tandem_owner LOGIN NOSUPERUSER NOBYPASSRLS NOREPLICATION NOCREATEROLE CREATEDB NOINHERIT;
ALTER ROLE tandem_web LOGIN NOSUPERUSER NOBYPASSRLS NOREPLICATION NOCREATEROLE NOCREATEDB;
ALTER ROLE tandem_garde NOLOGIN NOSUPERUSER NOBYPASSRLS NOREPLICATION NOCREATEROLE NOCREATEDB;
GRANT tandem_garde TO tandem_owner;

-- libc, never ICU: builds differ in carrying it, and an order must not change with them.
SELECT format(
         'CREATE DATABASE %I OWNER tandem_owner TEMPLATE template0 ENCODING ''UTF8'' '
         'LOCALE_PROVIDER libc LC_COLLATE %L LC_CTYPE %L', :'base', :'locale', :'locale')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'base')
\gexec

REVOKE ALL ON DATABASE :"base" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"base" TO tandem_web;

\connect :base
\ir schema.sql
