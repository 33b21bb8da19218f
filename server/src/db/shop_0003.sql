-- The confirmation of an order: in which language, and whether it lies in the outbox. Orders that are there already
-- were promised none.
ALTER TABLE orders ADD COLUMN language TEXT CHECK (language IN ('en', 'de'));
ALTER TABLE orders ADD COLUMN mail TEXT NOT NULL DEFAULT 'none' CHECK (mail IN ('none', 'due', 'written', 'failed'));

CREATE INDEX orders_mail_due ON orders (number) WHERE mail = 'due';
