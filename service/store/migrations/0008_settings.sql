-- What a store says of itself, such as that all its activity is made up.

CREATE TABLE setting (
  name {text} PRIMARY KEY NOT NULL,
  value {text} NOT NULL
) {strict};
