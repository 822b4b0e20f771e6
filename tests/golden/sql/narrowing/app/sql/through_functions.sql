SELECT motto FROM teams WHERE lower(motto) || '!' LIKE 'go%';
