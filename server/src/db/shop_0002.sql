-- What the buyer is asked while an attempt waits for their confirmation. The attempt itself stays `charging` until
-- it is placed or released; one without a row here needs no confirmation. `secret` is good for one decision.
CREATE TABLE challenge (
    id         TEXT PRIMARY KEY,
    charge_key TEXT NOT NULL UNIQUE REFERENCES placing (charge_key),
    secret     TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'refused', 'late', 'canceled')),
    ends_at    INTEGER NOT NULL
) STRICT;

-- Whose stock is to be given back is asked every few seconds.
CREATE INDEX challenge_waiting ON challenge (ends_at) WHERE state = 'waiting';
