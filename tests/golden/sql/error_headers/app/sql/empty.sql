-- Nothing yet
;
