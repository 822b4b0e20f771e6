/*
 * Text of two lines,
 * and a comment too.
 */
SELECT 'two
lines' AS text, id FROM asset WHERE path <> 'a

b';
