SELECT id, place FROM ranked;
