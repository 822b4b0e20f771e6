SELECT id FROM things WHERE kind = 'Small';
