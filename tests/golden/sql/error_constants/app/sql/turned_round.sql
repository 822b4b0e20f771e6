SELECT id FROM things WHERE 'small ' IS NOT kind;
