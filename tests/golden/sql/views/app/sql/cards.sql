SELECT * FROM game_cards WHERE id = :id;
