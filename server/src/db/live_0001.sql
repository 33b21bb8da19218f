-- The log of each show: what was recorded, never changed. `role` says why it is there.
CREATE TABLE entry (
    show TEXT NOT NULL,
    seq  INTEGER NOT NULL CHECK (seq > 0),
    id   TEXT NOT NULL,
    at   INTEGER NOT NULL,
    told INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('host', 'correction', 'handover', 'undo', 'script')),
    key  TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (show, seq)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX entry_id ON entry (show, id);
CREATE UNIQUE INDEX entry_key ON entry (show, key) WHERE key IS NOT NULL;

-- Counters of each show, written down every few seconds.
CREATE TABLE counter (
    show  TEXT NOT NULL,
    name  TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (show, name)
) STRICT, WITHOUT ROWID;

-- What a host prepared. `content` is JSON.
CREATE TABLE show (
    id         TEXT PRIMARY KEY,
    revision   INTEGER NOT NULL,
    content    TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- Signed-in consoles. Neither the cookie nor the token can be had from here.
CREATE TABLE session (
    id     BLOB PRIMARY KEY,
    token  BLOB NOT NULL,
    since  INTEGER NOT NULL,
    until  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The figures of a show over time, for its chart.
CREATE TABLE point (
    show  TEXT NOT NULL,
    at    INTEGER NOT NULL,
    body  TEXT NOT NULL,
    PRIMARY KEY (show, at)
) STRICT, WITHOUT ROWID;
