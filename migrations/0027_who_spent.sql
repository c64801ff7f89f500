-- Who a script's entry was spent on, and for which client: tries at signing in and deliveries belong to no attempt.
ALTER TABLE outcome_uses ADD COLUMN account_id TEXT;

ALTER TABLE outcome_uses ADD COLUMN client_id TEXT;
