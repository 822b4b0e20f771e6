throw new Error("Tests are not imported");
