-- The confirmation of an order: in which language, and whether it lies in the outbox. Orders that are there already
-- were promised none.
ALTER TABLE orders ADD COLUMN language TEXT CHECK (language IN ('en', 'de'));
ALTER TABLE orders ADD COLUMN mail TEXT NOT NULL DEFAULT 'none' CHECK (mail IN ('none', 'due', 'written', 'failed'));

CREATE INDEX orders_mail_due ON orders (number) WHERE mail = 'due';

-- An order never says another total than the attempt that was charged.
CREATE TRIGGER order_costs_what_was_charged BEFORE INSERT ON orders
WHEN NEW.total IS NOT (SELECT amount FROM placing WHERE charge_key = NEW.charge_key)
BEGIN
    SELECT RAISE(ABORT, 'constraint failed: an order costs what was charged');
END;
CREATE TRIGGER order_total_stays BEFORE UPDATE OF total ON orders WHEN NEW.total <> OLD.total
BEGIN
    SELECT RAISE(ABORT, 'constraint failed: the total of an order stays');
END;
