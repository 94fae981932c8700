/** What the page reads; both tables can be rebuilt from the events at any time. */
export const projections = `
CREATE TABLE ticket (
  hall bigint NOT NULL,
  ticket text NOT NULL,
  issued_bday date,
  at text,
  facts jsonb NOT NULL,
  PRIMARY KEY (hall, ticket)
) WITH (fillfactor = 80);

CREATE INDEX ticket_by_day ON ticket (issued_bday, hall);

CREATE TABLE rating (
  hall bigint NOT NULL,
  ticket text NOT NULL,
  rating text NOT NULL,
  level text NOT NULL,
  channel text NOT NULL,
  is_default boolean NOT NULL,
  hlc bigint NOT NULL,
  bday date NOT NULL,
  PRIMARY KEY (hall, ticket)
);

CREATE INDEX rating_by_day ON rating (bday, hall);
`;
