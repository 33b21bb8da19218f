-- The catalogue as it was imported: one checked document.
CREATE TABLE catalogue (
    only_one    INTEGER PRIMARY KEY CHECK (only_one = 1),
    document    TEXT NOT NULL,
    imported_at TEXT NOT NULL
) STRICT;

-- What is left of each counted variant. `counted` is the number of the file that was imported last.
CREATE TABLE stock (
    variant TEXT PRIMARY KEY,
    on_hand INTEGER NOT NULL CHECK (on_hand >= 0),
    counted INTEGER NOT NULL CHECK (counted >= 0)
) STRICT;

CREATE TABLE cart (
    id         TEXT PRIMARY KEY,
    revision   INTEGER NOT NULL,
    canceled   INTEGER NOT NULL DEFAULT 0 CHECK (canceled IN (0, 1)),
    content    TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

-- `final` is the session as it was answered when it ended.
CREATE TABLE checkout (
    id         TEXT PRIMARY KEY,
    cart       TEXT REFERENCES cart (id),
    revision   INTEGER NOT NULL,
    status     TEXT NOT NULL CHECK (status IN ('open', 'completing', 'completed', 'canceled')),
    content    TEXT NOT NULL,
    final      TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

-- A cart has one active checkout at most.
CREATE UNIQUE INDEX checkout_active ON checkout (cart) WHERE status IN ('open', 'completing');

-- One attempt to place a checkout. `charge_key` is the key the provider is charged with.
CREATE TABLE placing (
    charge_key      TEXT PRIMARY KEY,
    checkout        TEXT NOT NULL REFERENCES checkout (id),
    idempotency_key TEXT NOT NULL,
    body_hash       BLOB NOT NULL,
    amount          INTEGER NOT NULL CHECK (amount >= 0),
    reserved        TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('charging', 'placed', 'released')),
    started_at      INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX placing_active ON placing (checkout) WHERE state = 'charging';

CREATE TABLE orders (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    checkout   TEXT NOT NULL UNIQUE REFERENCES checkout (id),
    charge_key TEXT NOT NULL UNIQUE REFERENCES placing (charge_key),
    currency   TEXT NOT NULL,
    total      INTEGER NOT NULL CHECK (total >= 0),
    email      TEXT NOT NULL,
    body       TEXT NOT NULL,
    placed_at  INTEGER NOT NULL
) STRICT;

-- Answers that are given again to the same key and body.
CREATE TABLE answer (
    operation TEXT NOT NULL,
    resource  TEXT NOT NULL,
    key       TEXT NOT NULL,
    body_hash BLOB NOT NULL,
    status    INTEGER NOT NULL,
    etag      TEXT,
    body      TEXT NOT NULL,
    given_at  INTEGER NOT NULL,
    PRIMARY KEY (operation, resource, key)
) STRICT;

CREATE INDEX answer_age ON answer (given_at);
