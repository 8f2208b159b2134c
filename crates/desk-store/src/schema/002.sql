-- How many steps a time token's clock was off when it was last put right; positive: it ran ahead.
ALTER TABLE tokens ADD COLUMN drift INTEGER;
