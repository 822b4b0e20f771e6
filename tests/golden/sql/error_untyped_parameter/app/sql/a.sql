SELECT :x AS x;
