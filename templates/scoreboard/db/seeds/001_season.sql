-- A season under way: every team meets every other one once; some games are over, some are on, some are to come.

INSERT INTO users (id, name, role) VALUES
  ('ada', 'Ada Keeper', 'admin'),
  ('felix', 'Felix Fan', 'fan');

INSERT INTO teams (code, name, slug) VALUES
  ('CGY', 'Calgary Comets', 'calgary-comets'),
  ('MTL', 'Montréal Meteors', 'montréal-meteors'),
  ('OTT', 'Ottawa Owls', 'ottawa-owls'),
  ('TOR', 'Toronto Tides', 'toronto-tides'),
  ('VAN', 'Vancouver Vipers', 'vancouver-vipers'),
  ('WPG', 'Winnipeg Wolves', 'winnipeg-wolves');

INSERT INTO games (id, home_code, away_code, home_score, away_score, period, final) VALUES
  (1, 'TOR', 'MTL', 4, 2, '3rd', 0),
  (2, 'OTT', 'VAN', 1, 1, '2nd', 0),
  (3, 'CGY', 'WPG', 0, 3, '1st', 0),
  (4, 'TOR', 'OTT', 3, 2, '3rd', 1),
  (5, 'MTL', 'CGY', 5, 1, '3rd', 1),
  (6, 'VAN', 'WPG', 2, 4, '3rd', 1),
  (7, 'MTL', 'VAN', 3, 4, 'OT', 1),
  (8, 'OTT', 'WPG', 1, 2, '3rd', 1),
  (9, 'TOR', 'CGY', 6, 2, '3rd', 1),
  (10, 'WPG', 'TOR', 2, 3, 'OT', 1),
  (11, 'CGY', 'VAN', 4, 3, '3rd', 1),
  (12, 'OTT', 'MTL', 0, 0, 'Scheduled', 0),
  (13, 'VAN', 'TOR', 0, 0, 'Scheduled', 0),
  (14, 'WPG', 'MTL', 0, 0, 'Scheduled', 0),
  (15, 'CGY', 'OTT', 0, 0, 'Scheduled', 0);
