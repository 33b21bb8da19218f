-- The sandbox provider's own books. One row a charge key, never changed.
CREATE TABLE charge (
    charge_key TEXT PRIMARY KEY,
    outcome    TEXT NOT NULL CHECK (outcome IN ('charged', 'declined', 'void')),
    reason     TEXT,
    amount     INTEGER NOT NULL CHECK (amount >= 0),
    currency   TEXT NOT NULL,
    at         INTEGER NOT NULL
) STRICT;
