-- Who may be chosen on the sign-in page, admins first.
SELECT id, name, role FROM users ORDER BY role, name;
