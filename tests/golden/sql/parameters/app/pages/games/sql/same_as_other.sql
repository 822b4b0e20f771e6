SELECT id FROM prices WHERE secret = :secret AND (label = :label OR :label = :other);
