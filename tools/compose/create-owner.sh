#!/bin/sh
# Run once by the postgres image: the owner of the database is no superuser, and may create the roles of the services.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$OWNER_PASSWORD" --username "$POSTGRES_USER" <<'SQL'
CREATE ROLE tollgate_owner LOGIN CREATEROLE PASSWORD :'password';
CREATE DATABASE tollgate OWNER tollgate_owner;
SQL
