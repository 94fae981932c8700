/** Who may push and who may look. Secrets are stored as hashes only. */
export const access = `
CREATE TABLE credential (
  token_hash bytea PRIMARY KEY,
  hall bigint NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL,
  revoked_at timestamptz
);

CREATE TABLE enrolment_code (
  code_hash bytea PRIMARY KEY,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  hall bigint
);

CREATE TABLE account (
  account text PRIMARY KEY,
  pin_hash text NOT NULL,
  must_change_pin boolean NOT NULL,
  wrong_pins smallint NOT NULL DEFAULT 0,
  locked_until timestamptz
);

CREATE TABLE session (
  token_hash bytea PRIMARY KEY,
  account text NOT NULL,
  expires_at timestamptz NOT NULL
);
`;
