-- Who may do what in the schema of one database. Included by roles.sql; the local
-- cluster also runs it on template1, so that databases made for tests are born alike.
--
-- Nothing is granted on tables here: each migration grants what its tables need.
\set ON_ERROR_STOP on
SET client_min_messages = warning;

-- The owner by name: pg_database_owner is not reached by a NOINHERIT role before PostgreSQL 16.
ALTER SCHEMA public OWNER TO tandem_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO tandem_web;
-- CREATE is what lets a function in this schema be handed over to tandem_garde.
GRANT USAGE, CREATE ON SCHEMA public TO tandem_garde;
