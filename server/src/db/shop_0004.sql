-- A flash price: some pieces of a product, for less, for a while. Times in milliseconds since 1970.
CREATE TABLE offer (
    number    INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    product   TEXT NOT NULL,
    variants  TEXT,
    title     TEXT NOT NULL,
    price     INTEGER CHECK (price >= 0),
    percent   INTEGER CHECK (percent BETWEEN 1 AND 99),
    quantity  INTEGER NOT NULL CHECK (quantity > 0),
    per_buyer INTEGER CHECK (per_buyer > 0),
    starts_at INTEGER NOT NULL,
    ends_at   INTEGER NOT NULL CHECK (ends_at >= starts_at),
    grace     INTEGER NOT NULL CHECK (grace BETWEEN 0 AND 30000),
    hold      INTEGER NOT NULL CHECK (hold > 0),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
    CHECK ((price IS NULL) <> (percent IS NULL))
) STRICT;

CREATE INDEX offer_time ON offer (ends_at);

-- Pieces that are promised to a basket (`holder`: a cart, or a checkout without one), are being paid, or are sold. A `lapsed`
-- one counts no more; it stays until its basket is written, so that the buyer is told.
CREATE TABLE offer_hold (
    number     INTEGER PRIMARY KEY,
    offer      TEXT NOT NULL REFERENCES offer (id),
    variant    TEXT NOT NULL,
    holder     TEXT NOT NULL,
    quantity   INTEGER NOT NULL CHECK (quantity > 0),
    state      TEXT NOT NULL CHECK (state IN ('held', 'paying', 'sold', 'lapsed')),
    ends_at    INTEGER NOT NULL,
    charge_key TEXT REFERENCES placing (charge_key),
    email      BLOB,
    address    BLOB
) STRICT;

CREATE UNIQUE INDEX offer_hold_basket ON offer_hold (holder, variant) WHERE state <> 'sold';
CREATE INDEX offer_hold_offer ON offer_hold (offer, state);
CREATE INDEX offer_hold_variant ON offer_hold (variant) WHERE state = 'held';
CREATE INDEX offer_hold_ends ON offer_hold (ends_at) WHERE state = 'held';
CREATE INDEX offer_hold_charge ON offer_hold (charge_key) WHERE charge_key IS NOT NULL;

-- Never more pieces than were offered.
CREATE TRIGGER offer_is_not_oversold AFTER INSERT ON offer_hold
WHEN (SELECT sum(quantity) FROM offer_hold WHERE offer = NEW.offer AND state <> 'lapsed')
   > (SELECT quantity FROM offer WHERE id = NEW.offer)
BEGIN
    SELECT RAISE(ABORT, 'constraint failed: an offer is not oversold');
END;
CREATE TRIGGER offer_stays_not_oversold AFTER UPDATE ON offer_hold
WHEN (SELECT sum(quantity) FROM offer_hold WHERE offer = NEW.offer AND state <> 'lapsed')
   > (SELECT quantity FROM offer WHERE id = NEW.offer)
BEGIN
    SELECT RAISE(ABORT, 'constraint failed: an offer is not oversold');
END;
