SELECT n.*, t.code FROM notes n JOIN teams t USING (id);
